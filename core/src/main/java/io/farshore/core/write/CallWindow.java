package io.farshore.core.write;

/**
 * How many calls may be in flight. It grows by one with each answer while all are used, as far as
 * the limit; a call without an answer halves it, and from there it grows by one a round trip.
 */
final class CallWindow {

  private static final int FIRST = 8;

  private double size = FIRST;
  private double fastUpTo = Double.MAX_VALUE;
  private long halvedAtNanos = Long.MIN_VALUE;

  int size(int most) {
    return (int) Math.max(1, Math.min(most, size));
  }

  /**
   * A call was answered.
   *
   * @param inFlight how many were in flight, this one included
   */
  void answered(int inFlight, int most) {
    if (inFlight >= size(most) && size < most) {
      size = Math.min(most, size + (size < fastUpTo ? 1 : 1 / size));
    }
  }

  /** A call was given up. Those that had started before the last halving say nothing new. */
  void unanswered(long startedNanos, long nowNanos, int most) {
    if (startedNanos > halvedAtNanos || halvedAtNanos == Long.MIN_VALUE) {
      size = Math.max(1, Math.min(size, most) / 2);
      fastUpTo = size;
      halvedAtNanos = nowNanos;
    }
  }
}
