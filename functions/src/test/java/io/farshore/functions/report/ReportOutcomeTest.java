package io.farshore.functions.report;

import static io.farshore.functions.testing.StackInMemory.ORDERS;
import static io.farshore.functions.testing.StackInMemory.Y;
import static io.farshore.functions.testing.StackInMemory.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.functions.handler.InvalidInput;
import io.farshore.functions.testing.StackInMemory;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReportOutcomeTest {

  private static final String EVENT = "steps/report-outcome.json";

  private final StackInMemory stack = new StackInMemory();

  private JsonNode report(String json) {
    return stack.invokeWith(new ReportOutcome(stack.stack()), json);
  }

  @Test
  void theReportSaysWhatHowLongAndFromWhere() {
    JsonNode report = report(event(EVENT));
    assertThat(report.get("outcome").asText()).isEqualTo("Activated");
    assertThat(report.at("/epoch/number").asLong()).isEqualTo(2);
    assertThat(report.at("/resumeFrom/p1/position").asText()).isEqualTo("17");
    assertThat(report.at("/seconds/detect").asDouble()).isEqualTo(0.877);
    assertThat(report.at("/seconds/confirm").asDouble()).isEqualTo(3.5);
    assertThat(report.at("/seconds/fence").asDouble()).isEqualTo(0.1);
    assertThat(report.at("/seconds/activate").asDouble()).isEqualTo(5.5);
    assertThat(report.at("/seconds/resume").asDouble()).isEqualTo(1.0);
    assertThat(report.at("/seconds/rto").asDouble()).isEqualTo(10.977);
    assertThat(report.at("/seconds/rpo").asDouble()).isEqualTo(1.25);
  }

  @Test
  void whoApprovedItIsTold() {
    JsonNode report =
        report(
            event(EVENT)
                .replace(
                    "\"approval\": null",
                    "\"approval\": {\"by\": \"Ada\", \"at\": \"2026-01-01T00:10:04.550Z\"}")
                .replace(
                    "\"fencedAt\"", "\"approvedAt\": \"2026-01-01T00:10:04.550Z\", \"fencedAt\""));
    assertThat(report.at("/approval/by").asText()).isEqualTo("Ada");
    assertThat(report.at("/seconds/approve").asDouble()).isEqualTo(0.05);
    assertThat(report.at("/seconds/fence").asDouble()).isEqualTo(0.05);
  }

  @Test
  void itIsKeptInTheHistory() {
    JsonNode report = report(event(EVENT));
    var entry = stack.epochsY.historyNow(ORDERS).get(0);
    assertThat(entry.startedAt()).isEqualTo(Instant.parse("2026-01-01T00:10:01Z"));
    assertThat(entry.region()).isEqualTo(Y);
    assertThat(entry.execution()).isEqualTo("by-alarm");
    assertThat(entry.outcome()).isEqualTo("Activated");
    assertThat(entry.reportJson()).isEqualTo(report.toString());
    assertThat(stack.metric("RecoveryTimeSeconds")).containsExactly(10.977);
    assertThat(stack.metric("ActivatedWithoutProducers")).containsExactly(0.0);
  }

  @Test
  void anActivationWithoutProducersIsAMetricThatAlarms() {
    report(event(EVENT).replace("\"Activated\" }", "\"ActivatedWithoutProducers\" }"));
    assertThat(stack.metric("ActivatedWithoutProducers")).containsExactly(1.0);
  }

  @Test
  void aDryRunSaysWhatItWouldDoAndWritesNothing() {
    JsonNode report = report(event(EVENT).replace("\"dryRun\": false", "\"dryRun\": true"));
    assertThat(report.get("wouldDo").asText()).isEqualTo("Fence");
    assertThat(stack.epochsY.historyNow(ORDERS)).isEmpty();
    assertThat(stack.log).isEmpty();
  }

  @Test
  void stepsThatItDidNotComeToAreLeftOut() {
    JsonNode report =
        report(
            """
            {"execution": {"arn": "a", "name": "n", "startedAt": "2026-01-01T00:00:00Z"},
             "outcome": {"outcome": "Refused", "reason": "Paused", "message": "paused"},
             "plan": {"decision": "Refuse", "stream": "orders", "epoch": null},
             "times": {"startedAt": "2026-01-01T00:00:00Z"},
             "confirmation": null, "checkpoint": null, "opened": null, "verification": null}
            """);
    assertThat(report.get("reason").asText()).isEqualTo("Paused");
    assertThat(report.has("epoch")).isFalse();
    assertThat(report.has("opened")).isFalse();
    assertThat(report.get("seconds")).isEmpty();
  }

  @Test
  void withoutAnOutcomeThereIsNothingToReport() {
    String without = event(EVENT).replace("{ \"outcome\": \"Activated\" }", "{}");
    assertThatThrownBy(() -> report(without))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("outcome.outcome ");
  }
}
