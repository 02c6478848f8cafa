package io.farshore.functions.start;

import static io.farshore.functions.testing.StackInMemory.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.farshore.core.failover.InvalidRequest;
import io.farshore.functions.handler.InvalidInput;
import io.farshore.functions.testing.StackInMemory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartOnceTest {

  private final StackInMemory stack = new StackInMemory();
  private final Map<String, String> started = new LinkedHashMap<>();

  private JsonNode send(String event) {
    return stack.invokeWith(new StartOnce(stack.stack(), started::putIfAbsent), event);
  }

  @Test
  @DisplayName("an AWS Health event that comes in both delivery Regions starts one execution")
  void healthInBothRegions() {
    JsonNode first = send(event("health-event.json"));
    JsonNode second = send(event("health-event-backup-region.json"));
    assertThat(started).hasSize(1);
    assertThat(first.get("execution").asText()).startsWith("health-event-").hasSize(53);
    assertThat(second).isEqualTo(first);
  }

  @Test
  @DisplayName("a rehearsal takes an event of its own, and starts nothing")
  void rehearses() {
    new StartOnce(stack.stack(), started::putIfAbsent).rehearseOnce();
    assertThat(started).isEmpty();
  }

  @Test
  void theExecutionIsGivenTheEventAsItCame() throws java.io.IOException {
    send(event("health-event.json"));
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(started.values().iterator().next()))
        .isEqualTo(json.readTree(event("health-event.json")));
  }

  @ParameterizedTest
  @CsvSource({
    "health-event.json,900112233-1,900112233-2",
    "health-event.json,ISSUE_0A1B2,ISSUE_0A1B3",
    "region-switch-execution.json,c8d9ddd,c8d9dde",
    "region-switch-execution.json,orders:a1b2c3,orders:a1b2c4",
    "failover-requested.json,T00:10\",T00:11\""
  })
  void somethingElseOfTheSameKindStartsAnother(String file, String from, String to) {
    assertThat(event(file)).contains(from);
    send(event(file));
    send(event(file).replace(from, to));
    assertThat(started).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"region-switch-execution.json", "failover-requested.json"})
  void aDeliveryOfItsOwnIsNoOtherEvent(String file) {
    send(event(file));
    send(event(file).replaceFirst("\"id\": \"[^\"]+\"", "\"id\": \"another\""));
    assertThat(started).hasSize(1);
  }

  @Test
  void aRequestWithoutAKeyIsToldByItsEvent() {
    String without = event("failover-requested.json").replace("idempotencyKey", "note");
    send(without);
    send(without);
    send(without.replaceFirst("\"id\": \"[^\"]+\"", "\"id\": \"another\""));
    assertThat(started).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alarm-back-to-ok.json",
        "composite-alarm-suppressed.json",
        "composite-alarm-muted.json",
        "health-event-closed.json",
        "region-switch-step.json",
        "failover-report.json"
      })
  void whatIsNoTriggerStartsNothingAndSaysWhy(String file) {
    JsonNode answer = send(event(file));
    assertThat(started).isEmpty();
    assertThat(answer.get("execution").isNull()).isTrue();
    assertThat(answer.get("ignored").asText()).isNotBlank();
  }

  @Test
  void anEventThatCannotBeToldFromOthersIsRefused() {
    String without = event("health-event.json").replace("communicationId", "other");
    assertThatThrownBy(() -> send(without))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("detail.communicationId ");
    assertThatThrownBy(() -> send("{\"source\":\"aws.ec2\"}"))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageStartingWith("source ");
  }
}
