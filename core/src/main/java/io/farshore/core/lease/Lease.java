package io.farshore.core.lease;

import io.farshore.core.epoch.EpochId;
import io.farshore.core.time.EventLoop;
import java.time.Duration;
import java.time.Instant;

/**
 * The right to write to one stream in one epoch, for a bounded time.
 *
 * <p>It lasts from the moment that the read which gave it <em>started</em>, by the monotonic and by
 * the wall clock, whichever ends first: a frozen environment's monotonic clock may stand still, and
 * a wall clock may be set. Measured from the answer it would outlive the fence's wait (guarantee
 * C).
 *
 * @param epoch the epoch that its holder may write in
 * @param readStartedAt wall clock at the start of the read
 * @param readStartedNanos monotonic clock at the start of the read
 * @param life L
 */
public record Lease(EpochId epoch, Instant readStartedAt, long readStartedNanos, Duration life) {

  /**
   * Whether a call that starts now, and ends within its own time limit, ends before the lease.
   *
   * @param callTimeout the most that the call can take
   */
  public boolean covers(EventLoop loop, Duration callTimeout) {
    return remaining(loop).compareTo(callTimeout) >= 0;
  }

  /** What is left of it; negative once it has ended. */
  public Duration remaining(EventLoop loop) {
    Duration byMonotonic = life.minusNanos(loop.monotonicNanos() - readStartedNanos);
    Duration byWall = life.minus(Duration.between(readStartedAt, loop.wallTime()));
    return byMonotonic.compareTo(byWall) < 0 ? byMonotonic : byWall;
  }
}
