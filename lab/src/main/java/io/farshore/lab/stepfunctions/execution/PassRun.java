package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.stepfunctions.asl.State;

/** Pass and Succeed: the input goes on, unless {@code Output} says otherwise. */
final class PassRun extends StateRun {

  private final State state;

  PassRun(BlockRun block, State state, JsonNode input) {
    super(block, state, input);
    this.state = state;
  }

  @Override
  void start() {
    finish(state.common().outcome(), state.common().next(), input(), bindings());
  }
}
