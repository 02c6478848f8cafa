package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.stepfunctions.asl.State;
import io.farshore.lab.stepfunctions.asl.StateError;

/** A Fail state. */
final class FailRun extends StateRun {

  private final State.Fail state;

  FailRun(BlockRun block, State.Fail state, JsonNode input) {
    super(block, state, input);
    this.state = state;
  }

  @Override
  void start() {
    String error = state.error().map(field -> field.text(bindings())).orElse("");
    String cause = state.cause().map(field -> field.text(bindings())).orElse("");
    fail(new StateError(error, cause));
  }
}
