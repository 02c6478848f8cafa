package io.farshore.simulator;

/**
 * One line of a timeline.
 *
 * @param atNanos virtual time
 * @param who or what did it
 * @param what in words; no payload is in it
 * @param kind how much it says
 */
public record Note(long atNanos, String who, String what, Kind kind) {

  /** How much a line says to somebody who looks for a cause. */
  public enum Kind {
    /** Something changed: a phase, a marker, an execution, a Region. */
    EVENT,
    /** A fault of a call or of a function. */
    FAULT,
    /** Something that may come many times in a row: a call without an answer. */
    REPEATED,
    /** A change or a heartbeat arrives, or a change is committed. */
    RECORD,
    /** What goes on all the time. */
    ROUTINE
  }

  @Override
  public String toString() {
    return "%10.3f  %-22s %s".formatted(atNanos / 1e9, who, what);
  }
}
