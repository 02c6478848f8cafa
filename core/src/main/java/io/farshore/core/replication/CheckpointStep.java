package io.farshore.core.replication;

import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.checkpoint.TakenWatermark;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.stream.ProducerId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Step 5: the shard's checkpoint after an acknowledged prefix. What a stored item of an earlier
 * epoch says of watermarks and commit timestamps is dropped: the producers have rewound since.
 */
final class CheckpointStep {

  private final Epoch epoch;
  private final WatermarkSource source;

  CheckpointStep(Epoch epoch, WatermarkSource source) {
    this.epoch = epoch;
    this.source = source;
  }

  /**
   * What is to be written.
   *
   * @param stored the item as it was read in this invocation
   * @param prefix not empty
   */
  ShardCheckpoint next(
      String shardId, Optional<ShardCheckpoint> stored, AcknowledgedPrefix prefix, Instant now) {
    Optional<ShardCheckpoint> base = stored.filter(item -> item.epoch() == epoch.number());
    Optional<Instant> highest =
        highest(
            base.flatMap(ShardCheckpoint::lastReplicatedCommitTimestamp),
            prefix.highestCommitTimestamp());
    Map<ProducerId, TakenWatermark> watermarks =
        new HashMap<>(base.map(ShardCheckpoint::watermarks).orElse(Map.of()));
    if (source instanceof WatermarkSource.Records records) {
      highest.ifPresent(commit -> takeFromRecords(records, commit, prefix, watermarks));
    } else {
      watermarks.putAll(prefix.watermarks());
    }
    return new ShardCheckpoint(
        shardId,
        epoch.number(),
        Optional.of(prefix.last().sequenceNumber()),
        highest,
        watermarks,
        now,
        Optional.of(prefix.last().arrivedAt()),
        stored.map(ShardCheckpoint::children).orElse(List.of()),
        stored.map(ShardCheckpoint::retired).orElse(false));
  }

  /** A child may have taken over a higher one from its parent: it stays. */
  private static void takeFromRecords(
      WatermarkSource.Records records,
      Instant highest,
      AcknowledgedPrefix prefix,
      Map<ProducerId, TakenWatermark> watermarks) {
    Watermark next = Watermark.at(highest.minus(records.allowedLateness()));
    TakenWatermark stored = watermarks.get(records.producer());
    if (stored == null || !next.isBelow(stored.watermark())) {
      watermarks.put(records.producer(), new TakenWatermark(next, prefix.last().arrivedAt()));
    }
  }

  private static Optional<Instant> highest(Optional<Instant> a, Optional<Instant> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.or(() -> b);
    }
    return a.get().isAfter(b.get()) ? a : b;
  }
}
