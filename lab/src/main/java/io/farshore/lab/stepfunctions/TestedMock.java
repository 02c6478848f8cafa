package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.stepfunctions.asl.State;
import io.farshore.lab.stepfunctions.asl.StateError;
import io.farshore.lab.stepfunctions.asl.TaskResource;
import io.farshore.lab.stepfunctions.execution.StateTest;
import io.farshore.lab.stepfunctions.execution.Tasks;
import java.util.Optional;
import java.util.Set;

/** Reads and checks what a {@code TestState} request gives besides the state and its input. */
final class TestedMock {

  private static final Set<String> MOCKED = Set.of("Task", "Parallel", "Map");

  private final Request request;
  private final ObjectMapper mapper;

  TestedMock(Request request, ObjectMapper mapper) {
    this.request = request;
    this.mapper = mapper;
  }

  StateTest.Setup setup(State state) {
    Optional<Tasks.Answer> mock = mock(state);
    JsonNode configuration = request.member("stateConfiguration");
    Optional<Integer> failures = failures(configuration.path("mapIterationFailureCount"), mock);
    if (mock.isEmpty()) {
      needsNoMock(state);
    }
    Optional<JsonNode> context =
        request.optional("context").map(text -> TestedContext.check(json(text), state));
    return new StateTest.Setup(
        json(request.optional("variables").orElse("{}")),
        context,
        configuration.path("retrierRetryCount").asInt(0),
        failures,
        mock);
  }

  private Optional<Tasks.Answer> mock(State state) {
    JsonNode mock = request.member("mock");
    if (!mock.isObject()) {
      return Optional.empty();
    }
    String type = state.common().type();
    if (!MOCKED.contains(type)) {
      throw AwsError.validation(
          "State type '%s' is not supported when a mock is specified".formatted(type));
    } else if (request.flag("revealSecrets", false)) {
      throw AwsError.validation(
          "TestState does not support RevealSecrets when a mock is specified.");
    } else if (mock.hasNonNull("result") == mock.hasNonNull("errorOutput")) {
      throw AwsError.validation(
          "A test mock should have only one of the following fields: [result, errorOutput].");
    } else if (mock.hasNonNull("errorOutput")) {
      JsonNode error = mock.get("errorOutput");
      return Optional.of(
          new Tasks.Failed(
              new StateError(error.path("error").asText(""), error.path("cause").asText(""))));
    }
    JsonNode result = result(mock.get("result").asText());
    checkShape(state, result);
    return Optional.of(new Tasks.Succeeded(result));
  }

  private JsonNode result(String text) {
    try {
      return mapper.readTree(text);
    } catch (JsonProcessingException e) {
      throw AwsError.validation("Mocked result must be valid JSON");
    }
  }

  private static void checkShape(State state, JsonNode result) {
    if (!(state instanceof State.Task) && !result.isArray()) {
      throw AwsError.validation("Mocked result must be an array.");
    } else if (state instanceof State.Parallel parallel
        && result.size() != parallel.branches().size()) {
      throw AwsError.validation(
          "Mocked result must contain the same number of items as number of Parallel branches.");
    }
  }

  private static void needsNoMock(State state) {
    if (state instanceof State.Map || state instanceof State.Parallel) {
      throw StatesErrors.refusedDefinition(
          "TestState API does not support Map or Parallel states. Supported state types include:"
              + " [Task, Wait, Pass, Succeed, Fail, Choice]");
    } else if (state instanceof State.Task task && waits(task.resource())) {
      throw StatesErrors.refusedDefinition(
          "TestState API does not support a Task that waits for '.sync', '.waitForTaskToken' or an"
              + " activity unless a mock is specified");
    }
  }

  /** True for a task that ends some time after its call. */
  static boolean waits(TaskResource resource) {
    return resource.waitsForTaskToken()
        || (resource instanceof TaskResource.Optimized to && to.action().contains(".sync"));
  }

  private static Optional<Integer> failures(JsonNode count, Optional<Tasks.Answer> mock) {
    if (!count.isNumber()) {
      return Optional.empty();
    } else if (mock.isEmpty()) {
      throw AwsError.validation(
          "TestState does not support MapIterationFailureCount when a mock is not specified.");
    } else if (mock.get() instanceof Tasks.Succeeded done && count.asInt() > done.result().size()) {
      throw AwsError.validation(
          "Map iteration failure count must be less than or equal to the number of Map iterations");
    }
    return Optional.of(count.asInt());
  }

  private JsonNode json(String text) {
    try {
      return mapper.readTree(text);
    } catch (JsonProcessingException e) {
      throw AwsError.validation("The text is not valid JSON");
    }
  }
}
