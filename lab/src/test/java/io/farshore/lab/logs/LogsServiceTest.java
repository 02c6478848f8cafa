package io.farshore.lab.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LogsServiceTest {

  private static final String REGION = "us-east-1";
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final LogsService service = new LogsService(Clock.fixed(NOW, ZoneOffset.UTC), 3);

  @Test
  @DisplayName("A group keeps its last lines, up to the bound")
  void bound() {
    for (int i = 0; i < 5; i++) {
      service.append(REGION, "g", "s", NOW.plusSeconds(i), "line " + i);
    }
    assertThat(service.events(REGION, "g"))
        .extracting(LogEvent::message)
        .containsExactly("line 2", "line 3", "line 4");
  }

  @Test
  @DisplayName("Lines are found by text and by time")
  void filter() {
    service.append(REGION, "g", "s", NOW, "one error");
    service.append(REGION, "g", "s", NOW.plusSeconds(1), "another error");
    service.append(REGION, "g", "s", NOW.plusSeconds(2), "fine");
    JsonNode output =
        call(
            "FilterLogEvents",
            object()
                .put("logGroupName", "g")
                .put("filterPattern", "error")
                .put("startTime", NOW.plusSeconds(1).toEpochMilli()));
    assertThat(output.path("events").findValuesAsText("message")).containsExactly("another error");
  }

  @Test
  @DisplayName("A pattern that is more than a text is refused")
  void pattern() {
    service.append(REGION, "g", "s", NOW, "x");
    assertThatThrownBy(
            () ->
                call(
                    "FilterLogEvents",
                    object().put("logGroupName", "g").put("filterPattern", "{ $.a = 1 }")))
        .hasMessageContaining("filters by one");
  }

  @Test
  @DisplayName("A group is made once, and one that is not there is not found")
  void groups() {
    call("CreateLogGroup", object().put("logGroupName", "g"));
    assertThatThrownBy(() -> call("CreateLogGroup", object().put("logGroupName", "g")))
        .hasMessageContaining("ResourceAlreadyExistsException");
    assertThatThrownBy(() -> call("GetLogEvents", object().put("logGroupName", "h")))
        .hasMessageContaining("ResourceNotFoundException");
  }

  private JsonNode call(String operation, ObjectNode input) {
    return service
        .call(new ApiCall(Caller.outside("test"), REGION, "logs", operation, input, "id"))
        .join();
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
