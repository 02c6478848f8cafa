package io.farshore.lab.lambda;

import java.util.OptionalInt;

/** How many invocations of a function may run at once, in all its versions. Thread-safe. */
final class ConcurrencyLimit {

  private OptionalInt reserved;
  private int running;

  ConcurrencyLimit(OptionalInt reserved) {
    this.reserved = reserved;
  }

  synchronized OptionalInt reserved() {
    return reserved;
  }

  /** Empty means that the function has no limit of its own. */
  synchronized void reserve(OptionalInt number) {
    reserved = number;
  }

  /** False when one more would be too many. */
  synchronized boolean enter() {
    if (reserved.isPresent() && running >= reserved.getAsInt()) {
      return false;
    }
    running++;
    return true;
  }

  synchronized void leave() {
    running--;
  }
}
