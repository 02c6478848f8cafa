package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.stepfunctions.asl.StateError;
import io.farshore.lab.stepfunctions.asl.TaskResource;
import java.util.concurrent.CompletableFuture;

/** How tasks reach their services. */
@FunctionalInterface
public interface Tasks {

  /**
   * Calls a task's service once.
   *
   * @param arguments the evaluated {@code Arguments}, or the state's input
   * @return never fails: an error of the service is an {@link Failed}
   */
  CompletableFuture<Answer> call(
      TaskResource resource, JsonNode arguments, ExecutionIdentity execution);

  /**
   * Offers a task to the workers of an activity.
   *
   * @param token what a worker ends the task with
   * @return ends with {@code workerName}, if it has one, when a worker takes the task; an error
   *     where there are no activities
   */
  default CompletableFuture<Answer> schedule(
      TaskResource.Activity activity, JsonNode input, String token, ExecutionIdentity execution) {
    return CompletableFuture.completedFuture(
        new Failed(new StateError(StateError.RUNTIME, "There are no activities here.")));
  }

  /** What a service answered. */
  sealed interface Answer {}

  /** The result, as {@code $states.result} shows it. */
  record Succeeded(JsonNode result) implements Answer {}

  /**
   * A job that was begun, and ends later.
   *
   * @param result the answer to its beginning
   * @param end what becomes of it; never fails
   * @param cancel called when nobody waits any more, also after the end
   */
  record Submitted(JsonNode result, CompletableFuture<Answer> end, Runnable cancel)
      implements Answer {}

  /** An error by its Step Functions name. */
  record Failed(StateError error) implements Answer {}
}
