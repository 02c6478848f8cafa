package io.farshore.core.write;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Full jitter: a random time from zero to a bound that doubles with each attempt, up to a cap. */
final class BackOff {

  private final RandomGenerator random;
  private final long baseNanos;
  private final long capNanos;

  BackOff(RandomGenerator random, Duration base, Duration cap) {
    this.random = random;
    this.baseNanos = base.toNanos();
    this.capNanos = cap.toNanos();
  }

  /** How long to wait after so many attempts; 1 or more. */
  Duration after(int attempts) {
    int doublings = Math.min(attempts - 1, 30);
    long bound = Math.min(capNanos, baseNanos << Math.min(doublings, spare(baseNanos)));
    return Duration.ofNanos(bound == 0 ? 0 : random.nextLong(bound + 1));
  }

  /** So many doublings fit into a long. */
  private static int spare(long value) {
    return value == 0 ? 0 : Long.numberOfLeadingZeros(value) - 1;
  }
}
