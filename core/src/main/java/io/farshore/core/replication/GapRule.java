package io.farshore.core.replication;

import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.stream.SequenceNumber;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the source may have dropped records between what is known to be copied and a batch. Known
 * is the shard's checkpoint of this epoch; without one the epoch's marker, as of its opening.
 */
final class GapRule {

  private final Duration longest;

  GapRule(Duration retention, Duration margin) {
    this.longest = retention.minus(margin);
  }

  /** The time up to which all is known, when a gap may have opened since; empty: there is none. */
  Optional<Instant> gapSince(
      Epoch epoch, Optional<ShardCheckpoint> stored, SourceBatch batch, Instant now) {
    return known(epoch, stored, batch.shardId())
        .filter(known -> batch.first().sequenceNumber().isAfter(known.place()))
        .map(Known::at)
        .filter(at -> Duration.between(at, now).compareTo(longest) > 0);
  }

  private static Optional<Known> known(
      Epoch epoch, Optional<ShardCheckpoint> stored, String shardId) {
    if (stored.isPresent() && stored.get().epoch() == epoch.number()) {
      ShardCheckpoint item = stored.get();
      return Optional.of(
          new Known(
              item.sequenceNumber().orElse(Known.BEFORE_ALL),
              item.arrivedAt().orElse(item.replicatedAt())));
    }
    return epoch.shards().get(shardId) instanceof NamedShard.Open open
        ? epoch.activatedAt().map(at -> new Known(open.marker(), at))
        : Optional.empty();
  }

  private record Known(SequenceNumber place, Instant at) {
    static final SequenceNumber BEFORE_ALL = new SequenceNumber(BigInteger.ZERO);
  }
}
