package io.farshore.core.failover;

import io.farshore.core.checkpoint.CheckpointTable;
import io.farshore.core.checkpoint.LowWatermark;
import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.checkpoint.TakenWatermark;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.EventLoop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * Step 6: how much of the data is here. Everything is read from one replica; what it has not heard
 * of makes W lower, never higher (guarantees D and I).
 */
public final class CheckpointReading {

  private final CheckpointTable checkpoints;
  private final EventLoop loop;

  /** Reads one Region's replica. */
  public CheckpointReading(CheckpointTable checkpoints, EventLoop loop) {
    this.checkpoints = checkpoints;
    this.loop = loop;
  }

  /**
   * Reads W, lag and exposure.
   *
   * @param over the last epoch whose opening the replica has heard (below the one to be opened),
   *     whoever owned it; empty: nothing is known to be in both streams
   * @return fails with {@link io.farshore.core.checkpoint.ReplicaUnavailable}
   */
  public CompletableFuture<Standing> read(StreamName stream, Optional<Epoch> over) {
    CompletableFuture<Map<String, ShardCheckpoint>> items =
        over.map(epoch -> checkpoints.shards(stream, epoch.activeRegion()))
            .orElseGet(() -> CompletableFuture.completedFuture(Map.of()));
    return items.thenCombine(
        checkpoints.reports(stream),
        (shards, reports) -> standing(over, shards, new LatestReports(reports), loop.wallTime()));
  }

  /** The last opened epoch below a number; of all, when there is none. */
  public static Optional<Epoch> lastOpened(Epochs epochs, Optional<Long> below) {
    return below.map(epochs::lastOpenedBelow).orElseGet(epochs::lastOpened);
  }

  /** The same, from what has been read. Pure. */
  public static Standing standing(
      Optional<Epoch> over,
      Map<String, ShardCheckpoint> items,
      LatestReports reports,
      Instant now) {
    Set<ProducerId> known = new TreeSet<>();
    over.ifPresent(epoch -> known.addAll(epoch.resumeFrom().keySet()));
    reports.all().forEach(report -> known.add(report.producer()));
    items.values().forEach(item -> known.addAll(item.watermarks().keySet()));
    Optional<LowWatermark> ledger = over.map(epoch -> new LowWatermark(epoch, items));
    Set<String> counting = ledger.map(LowWatermark::countingShards).orElse(Set.of());
    Map<ProducerId, ProducerStanding> producers = new TreeMap<>();
    for (ProducerId producer : known) {
      Optional<ProducerReport> report = reports.of(producer);
      Watermark start = report.map(ProducerReport::start).orElse(Watermark.START);
      Watermark low = ledger.map(found -> found.of(producer, start)).orElse(Watermark.START);
      producers.put(
          producer,
          new ProducerStanding(low, copiedUntil(over, counting, items, producer), report));
    }
    List<ShardLag> lags = new ArrayList<>();
    counting.stream().sorted().forEach(id -> lags.add(ShardLag.of(id, items.get(id), now)));
    return new Standing(over, producers, lags, now);
  }

  private static Optional<Instant> copiedUntil(
      Optional<Epoch> over,
      Collection<String> counting,
      Map<String, ShardCheckpoint> items,
      ProducerId producer) {
    Instant lowest = null;
    for (String shardId : counting) {
      ShardCheckpoint item = items.get(shardId);
      boolean takenHere = item != null && item.epoch() == over.orElseThrow().number();
      TakenWatermark taken = takenHere ? item.watermarks().get(producer) : null;
      if (taken == null) {
        return Optional.empty();
      }
      lowest = lowest == null || taken.sentAt().isBefore(lowest) ? taken.sentAt() : lowest;
    }
    return Optional.ofNullable(lowest);
  }
}
