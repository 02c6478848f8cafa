package io.farshore.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.verifier.evidence.Execution;
import java.util.ArrayList;
import java.util.List;

/** The execution of the {@link SampleDrill}: a failover, state by state. */
final class SampleExecution {

  private SampleExecution() {}

  static Execution failover() {
    List<JsonNode> history = new ArrayList<>();
    event(history, 5_000, "ExecutionStarted", "");
    long millis = 5_000;
    for (String state :
        List.of("Plan", "Confirm", "Fence", "Wait", "ReadCheckpoint", "Open", "Activate")) {
      millis = visit(history, state, millis, SampleDrill.TWO, state.equals("Wait") ? 2_500 : 260);
    }
    millis = visit(history, "Redirect", millis, SampleDrill.ONE, 300);
    millis = visit(history, "Verify", millis, SampleDrill.TWO, 400);
    event(history, millis, "ExecutionSucceeded", ",\"executionSucceededEventDetails\":{}");
    return new Execution(
        "alarm-1",
        SampleDrill.ARN,
        "SUCCEEDED",
        SampleDrill.START.plusMillis(5_000),
        SampleDrill.START.plusMillis(12_000),
        SampleDrill.json("{\"streamName\":\"orders\"}"),
        SampleDrill.json("{\"outcome\":\"Activated\"}"),
        history);
  }

  private static long visit(
      List<JsonNode> history, String state, long millis, String region, long takes) {
    event(
        history,
        millis,
        "TaskStateEntered",
        ",\"stateEnteredEventDetails\":{\"name\":\"" + state + "\"}");
    event(
        history,
        millis + 5,
        "TaskScheduled",
        ",\"taskScheduledEventDetails\":{\"resourceType\":\"lambda\",\"region\":\""
            + region
            + "\"}");
    event(
        history,
        millis + takes,
        "TaskStateExited",
        ",\"stateExitedEventDetails\":{\"name\":\"" + state + "\"}");
    return millis + takes;
  }

  private static void event(List<JsonNode> history, long millis, String type, String more) {
    history.add(
        SampleDrill.json(
            "{\"id\":%d,\"timestamp\":\"%s\",\"type\":\"%s\"%s}"
                .formatted(history.size() + 1, SampleDrill.START.plusMillis(millis), type, more)));
  }
}
