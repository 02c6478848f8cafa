package io.farshore.core.failover;

import io.farshore.core.checkpoint.ShardCheckpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far one source shard's copy is behind.
 *
 * @param shardId the source shard
 * @param copiedUntil when the last record that was copied had arrived in the source; empty when
 *     none was copied
 * @param lag its age; empty with {@code copiedUntil}. Grows on a shard that is idle, and has no
 *     heartbeats, too
 */
public record ShardLag(String shardId, Optional<Instant> copiedUntil, Optional<Duration> lag) {

  static ShardLag of(String shardId, ShardCheckpoint itemOrNull, Instant now) {
    Optional<Instant> arrived = Optional.ofNullable(itemOrNull).flatMap(ShardCheckpoint::arrivedAt);
    return new ShardLag(shardId, arrived, arrived.map(at -> between(at, now)));
  }

  private static Duration between(Instant earlier, Instant later) {
    Duration passed = Duration.between(earlier, later);
    return passed.isNegative() ? Duration.ZERO : passed;
  }
}
