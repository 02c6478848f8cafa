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

  /** What a service answered. */
  sealed interface Answer {}

  /** The result, as {@code $states.result} shows it. */
  record Succeeded(JsonNode result) implements Answer {}

  /** An error by its Step Functions name. */
  record Failed(StateError error) implements Answer {}
}
