package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.stepfunctions.asl.State;
import io.farshore.lab.stepfunctions.jsonata.Bindings;
import java.time.Duration;
import java.time.Instant;

/** A Wait, for seconds or until a time. */
final class WaitRun extends StateRun {

  private final State.Wait state;

  WaitRun(BlockRun block, State.Wait state, JsonNode input) {
    super(block, state, input);
    this.state = state;
  }

  @Override
  void start() {
    Bindings bindings = bindings();
    Duration delay =
        state
            .seconds()
            .map(field -> field.seconds(bindings))
            .orElseGet(() -> until(state.timestamp().orElseThrow().timestamp(bindings)));
    after(delay, this::waited);
  }

  private Duration until(Instant time) {
    Duration left = Duration.between(block().run().environment().loop().wallTime(), time);
    return left.isNegative() ? Duration.ZERO : left;
  }

  @Override
  boolean evaluatesOnEntry() {
    return false;
  }

  private void waited() {
    finish(state.common().outcome(), state.common().next(), input(), bindings());
  }
}
