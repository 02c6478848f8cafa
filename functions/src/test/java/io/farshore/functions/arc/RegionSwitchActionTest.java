package io.farshore.functions.arc;

import static io.farshore.functions.testing.StackInMemory.T0;
import static io.farshore.functions.testing.StackInMemory.Y;
import static io.farshore.functions.testing.StackInMemory.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.farshore.functions.execution.Execution;
import io.farshore.functions.execution.Executions;
import io.farshore.functions.handler.InvalidInput;
import io.farshore.functions.testing.StackInMemory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

class RegionSwitchActionTest {

  private static final String GRACEFUL = "region-switch-action-graceful.json";
  private static final String UNGRACEFUL = "region-switch-action-ungraceful.json";
  private static final String NAME = "region-switch-us-east-2-execution-0a1b2c3d-1";

  private final StackInMemory stack = new StackInMemory();
  private final Scripted executions = new Scripted();

  /** Each execution takes six seconds, and ends as scripted. */
  private final class Scripted implements Executions {
    private final Map<String, JsonNode> inputs = new LinkedHashMap<>();
    private final Map<String, Long> endsAt = new LinkedHashMap<>();
    private final Map<String, String> ends = new LinkedHashMap<>();
    private String end = "{\"outcome\":\"SwitchedOver\"}";
    private Duration takes = Duration.ofSeconds(6);
    private int unanswered;

    @Override
    public void start(String name, String input) {
      if (inputs.putIfAbsent(name, json(input)) == null) {
        endsAt.put(name, stack.loop.monotonicNanos() + takes.toNanos());
        ends.put(name, end);
      }
    }

    @Override
    public Optional<Execution> find(String name) {
      if (unanswered > 0 && inputs.containsKey(name)) {
        unanswered--;
        throw SdkClientException.create("no answer");
      }
      if (!inputs.containsKey(name)) {
        return Optional.empty();
      }
      String how = ends.get(name);
      if (stack.loop.monotonicNanos() < endsAt.get(name)) {
        return Optional.of(new Execution(name, "RUNNING", MissingNode.getInstance()));
      }
      return Optional.of(
          how.startsWith("{")
              ? new Execution(name, "SUCCEEDED", json(how))
              : new Execution(name, how, MissingNode.getInstance()));
    }
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode invoke(String json) {
    long began = stack.loop.monotonicNanos();
    stack.remainingMillis =
        () -> (int) (60_000 - (stack.loop.monotonicNanos() - began) / 1_000_000);
    return stack.invokeWith(new RegionSwitchAction(stack.stack(), executions), json);
  }

  @Test
  @DisplayName("a rehearsal looks at epochs and executions, and starts nothing")
  void rehearses() {
    RegionSwitchAction action = new RegionSwitchAction(stack.stack(), executions);
    action.rehearseEpochs();
    action.rehearseExecutions();
    assertThat(executions.inputs).isEmpty();
  }

  @Test
  void aGracefulPlanIsASwitchoverWhoseEndIsWaitedFor() {
    JsonNode answer = invoke(event(GRACEFUL));
    assertThat(answer.get("outcome").asText()).isEqualTo("SwitchedOver");
    assertThat(answer.get("region").asText()).isEqualTo("us-east-2");
    assertThat(answer.get("execution").asText()).isEqualTo(NAME);
    assertThat(stack.loop.wallTime()).isAfterOrEqualTo(T0.plusSeconds(6));
    JsonNode input = executions.inputs.get(NAME);
    assertThat(input.get("mode").asText()).isEqualTo("switchover");
    assertThat(input.get("targetRegion").asText()).isEqualTo("us-east-2");
    assertThat(input.get("stream").asText()).isEqualTo("orders");
    assertThat(input.get("by").asText()).isEqualTo("ARC Region switch, plan orders:a1b2c3");
    assertThat(input.get("reason").asText()).contains("us-east-2/execution-0a1b2c3d");
  }

  @Test
  void anUngracefulPlanIsAFailover() {
    executions.end = "{\"outcome\":\"Activated\"}";
    assertThat(invoke(event(UNGRACEFUL)).get("outcome").asText()).isEqualTo("Activated");
    assertThat(executions.inputs.values().iterator().next().get("mode").asText())
        .isEqualTo("failover");
  }

  @Test
  void invokedAgainItFindsWhatRunsAndGoesOnWaiting() {
    executions.takes = Duration.ofSeconds(100);
    assertThatThrownBy(() -> invoke(event(GRACEFUL))).isInstanceOf(SwitchUnderWay.class);
    assertThat(invoke(event(GRACEFUL)).get("outcome").asText()).isEqualTo("SwitchedOver");
    assertThat(invoke(event(GRACEFUL)).get("execution").asText()).isEqualTo(NAME);
    assertThat(executions.inputs).hasSize(1);
  }

  @Test
  void aLookThatFailsIsRepeated() {
    executions.start(NAME, "{}");
    executions.unanswered = 0;
    stack.loop.after(Duration.ofSeconds(1), () -> executions.unanswered = 1);
    assertThat(invoke(event(GRACEFUL)).get("outcome").asText()).isEqualTo("SwitchedOver");
    assertThat(executions.unanswered).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"outcome\":\"Refused\",\"reason\":\"LagOverLimit\",\"message\":\"40 s\"}",
        "{\"outcome\":\"Refused\",\"reason\":\"RegionUnavailable\"}",
        "{\"outcome\":\"Abandoned\",\"reason\":\"Deadline\"}",
        "FAILED",
        "TIMED_OUT"
      })
  void whatMayPassIsTriedOnceMoreAtTheNextInvocation(String end) {
    executions.end = end;
    assertThatThrownBy(() -> invoke(event(GRACEFUL)))
        .isInstanceOf(SwitchNotMade.class)
        .hasMessageContaining("tries once more");
    assertThat(executions.inputs).hasSize(1);
    executions.end = "{\"outcome\":\"SwitchedOver\"}";
    assertThat(invoke(event(GRACEFUL)).get("execution").asText()).endsWith("0a1b2c3d-2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"outcome\":\"NotApproved\",\"reason\":\"Rejected\",\"message\":\"by Ada: not now\"}",
        "{\"outcome\":\"Refused\",\"reason\":\"NotRegistered\"}",
        "{\"outcome\":\"Abandoned\",\"reason\":\"Asked\"}",
        "{\"outcome\":\"Superseded\"}",
        "ABORTED"
      })
  void whatWasDecidedIsNotTriedAgain(String end) {
    executions.end = end;
    assertThatThrownBy(() -> invoke(event(GRACEFUL))).isInstanceOf(SwitchNotMade.class);
    assertThatThrownBy(() -> invoke(event(GRACEFUL)))
        .isInstanceOf(SwitchNotMade.class)
        .hasMessageContaining("./farshore history");
    assertThat(executions.inputs).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AlreadyActive", "ActivatedWithoutProducers"})
  void anActiveRegionIsWhatThePlanWants(String outcome) {
    executions.end = "{\"outcome\":\"" + outcome + "\"}";
    assertThat(invoke(event(GRACEFUL)).get("outcome").asText()).isEqualTo(outcome);
  }

  @Test
  void whereNothingIsToldTheModeIsASettingAndTheEpochTellsOneSwitchFromTheNext() {
    invoke("{}");
    assertThat(executions.inputs).containsOnlyKeys("region-switch-after-1-1");
    assertThat(executions.inputs.get("region-switch-after-1-1").get("mode").asText())
        .isEqualTo("switchover");
    stack.active(2, Y, T0);
    stack.environment.put("REGION_SWITCH_MODE", "failover");
    invoke("{}");
    assertThat(executions.inputs.get("region-switch-after-2-1").get("mode").asText())
        .isEqualTo("failover");
  }

  @Test
  void whatIsToldIsFoundAtAnyDepth() {
    executions.end = "{\"outcome\":\"Activated\"}";
    invoke("{\"plan\":{\"execution\":{\"executionId\":\"x1\",\"mode\":\"ungraceful\"}}}");
    assertThat(executions.inputs.get("region-switch-x1-1").get("mode").asText())
        .isEqualTo("failover");
  }

  @ParameterizedTest
  @CsvSource({
    "\"executionRegion\": \"us-east-2\",\"executionRegion\": \"us-east-1\",targetRegion",
    "\"executionAction\": \"activate\",\"executionAction\": \"deactivate\",targetRegion",
    "\"executionAction\": \"activate\",\"executionAction\": \"postRecovery\",action",
    "\"mode\": \"graceful\",\"mode\": \"practice\",mode"
  })
  void aPlanThatDoesNotActivateThisRegionIsRefused(String from, String to, String field) {
    assertThat(event(GRACEFUL)).contains(from);
    assertThatThrownBy(() -> invoke(event(GRACEFUL).replace(from, to)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith(field + " ");
    assertThat(executions.inputs).isEmpty();
  }

  @Test
  void whatLeavesTheOtherRegionActivatesThisOne() {
    invoke(
        event(GRACEFUL)
            .replace("\"executionRegion\": \"us-east-2\"", "\"executionRegion\": \"us-east-1\"")
            .replace("\"activate\"", "\"deactivate\""));
    assertThat(executions.inputs).hasSize(1);
  }
}
