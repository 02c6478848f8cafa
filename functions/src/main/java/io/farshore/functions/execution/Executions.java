package io.farshore.functions.execution;

import java.util.Optional;

/** The state machine of this Region, and its executions. */
public interface Executions extends StateMachine {

  /** The execution of a name; empty when there is none. */
  Optional<Execution> find(String name);
}
