package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.stepfunctions.asl.StateError;
import io.farshore.lab.stepfunctions.asl.StateMachineDefinition;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One state that is run by itself: it is shown what passes through the state, and told instead of
 * the block how the state ended. Used on the event loop only.
 */
public final class StateTest {

  /**
   * What the state is run with.
   *
   * @param variables an object: those that states before it have assigned
   * @param context the context object; empty for one as an execution would have it
   * @param retrierRetryCount how often each retrier has tried already
   * @param mapFailures how many iterations of a mocked Map have failed
   * @param mock what to take for the answer instead of calling anything
   */
  public record Setup(
      JsonNode variables,
      Optional<JsonNode> context,
      int retrierRetryCount,
      Optional<Integer> mapFailures,
      Optional<Tasks.Answer> mock) {}

  /**
   * How it ended.
   *
   * @param status {@code SUCCEEDED}, {@code FAILED}, {@code RETRIABLE} or {@code CAUGHT_ERROR}
   * @param next the state that would come next
   * @param inspection what was shown, by its names in {@code InspectionData}
   * @param variables all that are assigned afterwards
   * @param mocked the mocked result, if there was one
   */
  public record Outcome(
      String status,
      Optional<JsonNode> output,
      Optional<StateError> error,
      Optional<String> next,
      ObjectNode inspection,
      JsonNode variables,
      Optional<JsonNode> mocked) {}

  private final Setup setup;
  private final Consumer<Outcome> onEnd;
  private final ObjectNode inspection = JsonNodeFactory.instance.objectNode();
  private Optional<StateError> error = Optional.empty();
  private boolean ended;

  /** A test that has not begun; {@code onEnd} is told once. */
  public StateTest(Setup setup, Consumer<Outcome> onEnd) {
    this.setup = setup;
    this.onEnd = onEnd;
  }

  /** Runs the one state of the definition's block. */
  public void run(
      ExecutionRun.Environment environment,
      StateMachineDefinition definition,
      ExecutionIdentity identity) {
    new ExecutionRun(environment, definition, identity, this::failed, Optional.of(this)).start();
  }

  Setup setup() {
    return setup;
  }

  void show(String what, JsonNode value) {
    inspection.set(what, value);
  }

  /** An error that a retrier takes. */
  void retriable(StateError failure, int retrier, Duration delay) {
    errorDetails().put("retryIndex", retrier).put("retryBackoffIntervalSeconds", delay.toSeconds());
    end("RETRIABLE", Optional.empty(), Optional.of(failure), Optional.empty(), setup.variables());
  }

  /** An error whose retrier takes it no more. */
  void exhausted(int retrier) {
    errorDetails().put("retryIndex", retrier);
  }

  /** An error that a catcher takes. */
  void caught(StateError failure, int catcher) {
    error = Optional.of(failure);
    errorDetails().put("catchIndex", catcher);
  }

  private ObjectNode errorDetails() {
    return inspection.withObjectProperty("errorDetails");
  }

  /** The state has been left. */
  void left(Optional<String> next, JsonNode output, JsonNode variables) {
    end(
        error.isPresent() ? "CAUGHT_ERROR" : "SUCCEEDED",
        Optional.of(output),
        error,
        next,
        variables);
  }

  private void failed(ExecutionEnd how) {
    StateError failure =
        how instanceof ExecutionEnd.Failed failed
            ? failed.error()
            : new StateError(StateError.RUNTIME, how.status());
    end("FAILED", Optional.empty(), Optional.of(failure), Optional.empty(), setup.variables());
  }

  private Optional<JsonNode> mocked() {
    return setup
        .mock()
        .flatMap(
            answer ->
                answer instanceof Tasks.Succeeded done
                    ? Optional.of(done.result())
                    : Optional.empty());
  }

  private void end(
      String status,
      Optional<JsonNode> output,
      Optional<StateError> failure,
      Optional<String> next,
      JsonNode variables) {
    if (!ended) {
      ended = true;
      onEnd.accept(new Outcome(status, output, failure, next, inspection, variables, mocked()));
    }
  }
}
