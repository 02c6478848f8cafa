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

  /** Up to when all is known, when a gap may have opened since; empty: there is none. */
  Optional<Gap.Since> gapSince(
      Epoch epoch, Optional<ShardCheckpoint> stored, SourceBatch batch, Instant now) {
    return known(epoch, stored, batch.shardId())
        .filter(known -> batch.first().sequenceNumber().isAfter(known.number()))
        .flatMap(known -> tooLongAgo(known.since(), now));
  }

  /**
   * The same of an ancestor of a shard that was born later. Lambda hands a child out after its
   * parents, but a parent whose records are gone counts as done. Of one that the epoch names closed
   * nothing is copied; it closed while the epoch was opened, so all of the child's records are new.
   *
   * @param listed whether the source still lists it: if not, all its records are gone, too
   */
  Optional<Gap.Since> gapInAncestor(
      Epoch epoch, Optional<ShardCheckpoint> stored, String ancestor, boolean listed, Instant now) {
    if (epoch.shards().get(ancestor) instanceof NamedShard.Closed) {
      return opened(epoch, Gap.Known.CLOSED_WHILE_OPENING).flatMap(since -> tooLongAgo(since, now));
    }
    return known(epoch, stored, ancestor)
        .map(Place::since)
        .or(() -> listed ? Optional.empty() : opened(epoch, Gap.Known.DROPPED))
        .flatMap(since -> tooLongAgo(since, now));
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
            .map(Place::number)
            .or(() -> Optional.of(SequenceNumber.BEFORE_ALL));
  }

  private static Optional<Gap.Since> opened(Epoch epoch, Gap.Known known) {
    return epoch.activatedAt().map(at -> new Gap.Since(known, at));
  }

  private Optional<Gap.Since> tooLongAgo(Gap.Since since, Instant now) {
    boolean tooLong = Duration.between(since.at(), now).compareTo(longest) > 0;
    return tooLong ? Optional.of(since) : Optional.empty();
  }

  /**
   * Records that the epoch skips are not missed, so that what was read of them says nothing: they
   * are as old as the gap that the epoch was opened for.
   */
  private static Optional<Place> known(
      Epoch epoch, Optional<ShardCheckpoint> stored, String shardId) {
    NamedShard named = epoch.shards().get(shardId);
    if (named instanceof NamedShard.Closed) {
      return Optional.empty();
    }
    Optional<Place> copied =
        stored.filter(item -> item.epoch() == epoch.number()).map(GapRule::place);
    return named instanceof NamedShard.Open open
        ? copied
            .filter(known -> known.number().isAfter(open.marker()))
            .or(() -> opened(epoch, Gap.Known.OPENED).map(since -> new Place(open.marker(), since)))
        : copied;
  }

  private static Place place(ShardCheckpoint item) {
    Instant at = item.arrivedAt().orElse(item.replicatedAt());
    return item.sequenceNumber()
        .map(number -> new Place(number, new Gap.Since(Gap.Known.COPIED, at)))
        .orElseGet(
            () -> new Place(SequenceNumber.BEFORE_ALL, new Gap.Since(Gap.Known.ENTERED, at)));
  }

  private record Place(SequenceNumber number, Gap.Since since) {}
}
