package io.farshore.command.operate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A visit of an execution to a state.
 *
 * @param state its name
 * @param enteredAt when
 * @param leftAt when; empty while it is there
 */
record Visit(String state, Instant enteredAt, Optional<Instant> leftAt) {

  /** How long it took, or has taken so far. */
  Duration length(Instant now) {
    return Duration.between(enteredAt, leftAt.orElse(now));
  }
}
