package io.farshore.core.replication;

import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.stream.SequenceNumber;

/**
 * Which records of a shard belong to earlier epochs. It rests on the epoch's item alone, never on a
 * checkpoint: one stale read would skip everything from then on (guarantee A).
 */
public sealed interface SkipRule {

  /** True when the record at this place is not to be copied. */
  boolean skips(SequenceNumber place);

  /** The rule for one shard in an {@code ACTIVE} epoch. */
  static SkipRule of(Epoch epoch, String shardId) {
    NamedShard named = epoch.shards().get(shardId);
    if (named instanceof NamedShard.Open open) {
      return new UpToMarker(open.marker());
    }
    return named instanceof NamedShard.Closed ? new Whole() : new Nothing();
  }

  /**
   * Named open: what is at or below the marker was written before the epoch.
   *
   * @param marker the epoch's first record in the shard
   */
  record UpToMarker(SequenceNumber marker) implements SkipRule {
    @Override
    public boolean skips(SequenceNumber place) {
      return !place.isAfter(marker);
    }
  }

  /** Named closed: it was written before the epoch as a whole. */
  record Whole() implements SkipRule {
    @Override
    public boolean skips(SequenceNumber place) {
      return true;
    }
  }

  /** Not named: it was born later. */
  record Nothing() implements SkipRule {
    @Override
    public boolean skips(SequenceNumber place) {
      return false;
    }
  }
}
