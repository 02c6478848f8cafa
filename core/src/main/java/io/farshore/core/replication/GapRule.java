package io.farshore.core.replication;

import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.stream.SequenceNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the source may have dropped records between what is known to be copied and a batch. Known
 * is the shard's checkpoint of this epoch; without one the epoch's marker, as of its opening.
 */
final class GapRule {

  private final Duration retention;
  private final Duration longest;

  GapRule(Duration retention, Duration margin) {
    this.retention = retention;
    this.longest = retention.minus(margin);
  }

  Duration retention() {
    return retention;
  }

  /** The time up to which all is known, when a gap may have opened since; empty: there is none. */
  Optional<Instant> gapSince(
      Epoch epoch, Optional<ShardCheckpoint> stored, SourceBatch batch, Instant now) {
    return known(epoch, stored, batch.shardId())
        .filter(known -> batch.first().sequenceNumber().isAfter(known.place()))
        .flatMap(known -> tooLongAgo(known.at(), now));
  }

  /**
   * The same of an ancestor of a shard that was born later. Lambda hands a child out after its
   * parents, but a parent whose records are gone counts as done. Of one that the epoch names closed
   * nothing is copied; it closed while the epoch was opened, so all of the child's records are new.
   *
   * @param listed whether the source still lists it: if not, all its records are gone, too
   */
  Optional<Instant> gapInAncestor(
      Epoch epoch, Optional<ShardCheckpoint> stored, String ancestor, boolean listed, Instant now) {
    if (epoch.shards().get(ancestor) instanceof NamedShard.Closed) {
      return epoch.activatedAt().flatMap(at -> tooLongAgo(at, now));
    }
    Optional<Instant> since = known(epoch, stored, ancestor).map(Known::at);
    return since
        .or(() -> listed ? Optional.empty() : epoch.activatedAt())
        .flatMap(at -> tooLongAgo(at, now));
  }

  /**
   * Up to where the records of a shard are copied, or need not be: what comes after it is what the
   * next batch begins with. Empty: the epoch skips all of the shard.
   */
  static Optional<SequenceNumber> copiedUpTo(
      Epoch epoch, Optional<ShardCheckpoint> stored, String shardId) {
    return epoch.shards().get(shardId) instanceof NamedShard.Closed
        ? Optional.empty()
        : known(epoch, stored, shardId)
            .map(Known::place)
            .or(() -> Optional.of(SequenceNumber.BEFORE_ALL));
  }

  private Optional<Instant> tooLongAgo(Instant at, Instant now) {
    boolean tooLong = Duration.between(at, now).compareTo(longest) > 0;
    return tooLong ? Optional.of(at) : Optional.empty();
  }

  /**
   * Records that the epoch skips are not missed, so that what was read of them says nothing: they
   * are as old as the gap that the epoch was opened for.
   */
  private static Optional<Known> known(
      Epoch epoch, Optional<ShardCheckpoint> stored, String shardId) {
    NamedShard named = epoch.shards().get(shardId);
    if (named instanceof NamedShard.Closed) {
      return Optional.empty();
    }
    Optional<Known> copied =
        stored
            .filter(item -> item.epoch() == epoch.number())
            .map(
                item ->
                    new Known(
                        item.sequenceNumber().orElse(SequenceNumber.BEFORE_ALL),
                        item.arrivedAt().orElse(item.replicatedAt())));
    return named instanceof NamedShard.Open open
        ? copied
            .filter(known -> known.place().isAfter(open.marker()))
            .or(() -> epoch.activatedAt().map(at -> new Known(open.marker(), at)))
        : copied;
  }

  private record Known(SequenceNumber place, Instant at) {}
}
