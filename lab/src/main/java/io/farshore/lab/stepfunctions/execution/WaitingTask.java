package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.stepfunctions.asl.StateError;

/** A task that waits for its token to come back. Each call takes effect in a later turn. */
public interface WaitingTask {

  /** Ends the task with a result. */
  void succeed(JsonNode output);

  /** Ends the task with an error. */
  void fail(StateError error);

  /** Starts the heartbeat's time anew. */
  void heartbeat();
}
