package io.farshore.lab.stepfunctions;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What the ARN of a state machine names.
 *
 * @param version the version that it names; empty for the machine itself and for an alias
 * @param alias the alias that it names
 */
record Target(StateMachine machine, Optional<Version> version, Optional<Alias> alias) {

  /** The version that an execution gets; empty for the machine as it is now. */
  Optional<Version> pick(RandomGenerator random) {
    return alias.isPresent() ? machine.version(alias.get().pick(random)) : version;
  }
}
