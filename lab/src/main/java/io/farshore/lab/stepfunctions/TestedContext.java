package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.stepfunctions.asl.State;
import java.util.Map;
import java.util.Set;

/** Checks the context object that a {@code TestState} request gives. */
final class TestedContext {

  private static final Map<String, Set<String>> FIELDS =
      Map.of(
          "Execution",
          Set.of("Id", "Input", "Name", "RoleArn", "StartTime", "RedriveCount", "RedriveTime"),
          "State",
          Set.of("EnteredTime", "Name", "RetryCount"),
          "StateMachine",
          Set.of("Id", "Name"),
          "Task",
          Set.of("Token"));
  private static final Set<String> NOT_TEXT = Set.of("Input", "RedriveCount", "RetryCount");

  private TestedContext() {}

  static JsonNode check(JsonNode context, State state) {
    for (Map.Entry<String, JsonNode> part : context.properties()) {
      String name = part.getKey();
      if (name.equals("Map")) {
        throw refused("'Map' field is not supported when mocking a Context object");
      } else if (!FIELDS.containsKey(name)) {
        throw refused("Field '%s' is not allowed".formatted(name));
      }
      part.getValue().properties().forEach(e -> check(name, e.getKey(), e.getValue()));
    }
    boolean waits = state instanceof State.Task task && TestedMock.waits(task.resource());
    if (context.has("Task") && !waits) {
      throw refused(
          "Context object contains 'Task' when state is not a Task state with a '.sync' or"
              + " '.waitForTaskToken' service integration pattern");
    }
    return context;
  }

  private static void check(String part, String name, JsonNode value) {
    if (!FIELDS.get(part).contains(name)) {
      throw refused("Field '%s' is not allowed".formatted(name));
    } else if (!NOT_TEXT.contains(name) && !value.isTextual()) {
      throw refused("%s.%s must be a string".formatted(part, name));
    }
  }

  private static AwsError refused(String why) {
    return AwsError.validation("Invalid Context object provided: " + why);
  }
}
