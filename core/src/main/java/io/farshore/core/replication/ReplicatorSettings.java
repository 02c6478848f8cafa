package io.farshore.core.replication;

import io.farshore.core.commit.CommitTimestampReader;
import io.farshore.core.write.WriterSettings;
import java.time.Duration;

/**
 * How a replicator copies.
 *
 * @param leaseLife L, at least twice the writer's call timeout
 * @param writer how it writes; its call timeout is the target stream adapter's
 * @param retention how long the source keeps records
 * @param gapMargin how much earlier than that a checkpoint counts as too old
 * @param watermarks where watermarks come from
 * @param commitTimestamps reads the changes' commit timestamps
 * @param reserve what is kept of an invocation's time to end the calls in flight, write the
 *     checkpoint and answer
 */
public record ReplicatorSettings(
    Duration leaseLife,
    WriterSettings writer,
    Duration retention,
    Duration gapMargin,
    WatermarkSource watermarks,
    CommitTimestampReader commitTimestamps,
    Duration reserve) {

  /**
   * Checks how they go together.
   *
   * @throws IllegalArgumentException when the lease is too short for two calls, or the margin not
   *     below the retention
   */
  public ReplicatorSettings {
    if (leaseLife.compareTo(writer.callTimeout().multipliedBy(2)) < 0) {
      throw new IllegalArgumentException(
          "The lease's life is at least twice the call timeout of "
              + writer.callTimeout().toMillis()
              + " ms, not "
              + leaseLife.toMillis()
              + " ms");
    }
    if (gapMargin.isNegative() || gapMargin.compareTo(retention) >= 0) {
      throw new IllegalArgumentException(
          "The gap margin of " + gapMargin + " is below the retention of " + retention);
    }
  }

  /** What the rest of an invocation needs after the last call was started. */
  public static Duration reserveFor(Duration callTimeout) {
    return callTimeout.multipliedBy(2).plusMillis(500);
  }
}
