package io.farshore.lab.dynamodb;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a write takes to another Region's replica: a shortest time and, on top, a share of the
 * jitter drawn evenly. Settable while replication runs; writes already on their way keep theirs.
 * Thread-safe.
 */
public final class ReplicationDelay {

  private final RandomGenerator random;
  private Duration shortest;
  private Duration jitter;

  /**
   * The delay at first.
   *
   * @param shortest not negative; about 0.5 s is usual on AWS
   * @param jitter not negative; zero for none. With it, items overtake each other, as on AWS; the
   *     writes of one item never do
   * @param random draws the jitter; seed it for repeatable runs
   */
  public ReplicationDelay(Duration shortest, Duration jitter, RandomGenerator random) {
    this.random = random;
    this.shortest = shortest;
    this.jitter = jitter;
  }

  /** Sets the delay of the writes from now on. */
  public synchronized void set(Duration shortest, Duration jitter) {
    this.shortest = shortest;
    this.jitter = jitter;
  }

  synchronized Duration next() {
    return jitter.isZero() ? shortest : shortest.plusNanos(random.nextLong(jitter.toNanos() + 1));
  }
}
