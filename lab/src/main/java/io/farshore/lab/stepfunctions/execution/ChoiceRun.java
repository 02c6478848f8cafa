package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.stepfunctions.asl.State;
import io.farshore.lab.stepfunctions.asl.StateError;
import io.farshore.lab.stepfunctions.jsonata.Bindings;
import io.farshore.lab.stepfunctions.jsonata.Field;
import java.util.Optional;

/** A Choice: a rule's own outcome, or with the Default the state's. */
final class ChoiceRun extends StateRun {

  private final State.Choice state;

  ChoiceRun(BlockRun block, State.Choice state, JsonNode input) {
    super(block, state, input);
    this.state = state;
  }

  @Override
  void start() {
    Bindings bindings = bindings();
    for (State.Rule rule : state.rules()) {
      if (rule.condition().bool(bindings)) {
        State.Outcome own = rule.outcome();
        Optional<Field> output = own.output().or(() -> state.common().outcome().output());
        State.Outcome outcome = new State.Outcome(output, own.assign());
        finish(outcome, Optional.of(rule.next()), input(), bindings);
        return;
      }
    }
    if (state.otherwise().isPresent()) {
      finish(state.common().outcome(), state.otherwise(), input(), bindings);
    } else {
      fail(
          error(
              StateError.NO_CHOICE_MATCHED,
              "Failed to transition out of the state. The state does not point to a next state."));
    }
  }
}
