package io.farshore.simulator;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * One thing that happens to the system from outside.
 *
 * @param number within its schedule, from 0; it stays when others are left out
 * @param atNanos when
 * @param fault what it counts as; empty for what is none: a change, a move
 * @param what in words
 * @param kind how much it says in a timeline
 * @param act does it; true when it had an effect
 */
record Happening(
    int number,
    long atNanos,
    Optional<Fault> fault,
    String what,
    Note.Kind kind,
    Predicate<Stage> act) {

  /** One that is worth a line. */
  Happening(int number, long atNanos, Optional<Fault> fault, String what, Predicate<Stage> act) {
    this(number, atNanos, fault, what, Note.Kind.EVENT, act);
  }

  /** Its line of a schedule. */
  Note scheduled() {
    String name = fault.map(known -> " (" + known.label() + ")").orElse("");
    return new Note(atNanos, "no. " + number, what + name, kind);
  }
}
