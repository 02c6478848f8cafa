package io.farshore.simulator;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * One thing that happens to the system from outside.
 *
 * @param number within its schedule, from 0; it stays when others are left out
 * @param atNanos when
 * @param fault what it counts as; empty for what is none: a change, a move
 * @param what in words
 */
record Happening(
    int number, long atNanos, Optional<Fault> fault, String what, Consumer<Stage> act) {

  @Override
  public String toString() {
    return "%4d  %8.3f s  %s".formatted(number, atNanos / 1e9, what);
  }
}
