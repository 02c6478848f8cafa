package io.farshore.simulator;

import io.farshore.verifier.judge.Letter;

/** A guarantee did not hold; ends the run. The message has no payload in it. */
final class Violation extends RuntimeException {

  private final Letter letter;

  Violation(Letter letter, String message) {
    super(message);
    this.letter = letter;
  }

  Letter letter() {
    return letter;
  }
}
