package io.farshore.producer;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.heartbeat.FarshoreRecords;
import io.farshore.core.heartbeat.Heartbeat;
import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.PutResult;
import io.farshore.core.stream.RegionalStream;
import io.farshore.core.stream.Shard;
import io.farshore.core.time.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Puts the low watermark into every open shard, by explicit hash key.
 *
 * <p>The watermark is read when the call starts, so that it carries only what was acknowledged
 * before (guarantee D). A heartbeat never waits for others: one that comes late is only lower.
 */
final class Heartbeats {

  private static final int MOST_IN_CALL = 500;

  private final RegionalStream stream;
  private final ProducerId producer;
  private final long epoch;
  private final EventLoop loop;
  private final Duration listInterval;
  private final BooleanSupplier mayStart;
  private final Supplier<Watermark> lowWatermark;
  private List<Shard> open = List.of();
  private boolean listed;
  private long listedAtNanos;
  private boolean underWay;

  Heartbeats(
      RegionalStream stream,
      ProducerId producer,
      long epoch,
      EventLoop loop,
      ProducerSettings settings,
      BooleanSupplier mayStart,
      Supplier<Watermark> lowWatermark) {
    this.stream = stream;
    this.producer = producer;
    this.epoch = epoch;
    this.loop = loop;
    this.listInterval = settings.shardListInterval();
    this.mayStart = mayStart;
    this.lowWatermark = lowWatermark;
  }

  /**
   * Sends one into every open shard. Does nothing while those before it are unanswered.
   *
   * @return never fails; true when every open shard of the listing has taken its own
   */
  CompletableFuture<Boolean> send() {
    if (underWay) {
      return CompletableFuture.completedFuture(false);
    }
    underWay = true;
    return shards()
        .thenCompose(this::putAll)
        .exceptionally(failure -> false)
        .whenComplete((all, none) -> underWay = false);
  }

  /** The next time the shards are listed anew. */
  void listAgain() {
    listed = false;
  }

  private CompletableFuture<List<Shard>> shards() {
    boolean fresh = loop.monotonicNanos() - listedAtNanos < listInterval.toNanos();
    if (listed && fresh) {
      return CompletableFuture.completedFuture(open);
    }
    return Calls.start(stream::shards)
        .thenApply(
            shards -> {
              open = shards.stream().filter(Shard::open).toList();
              listed = true;
              listedAtNanos = loop.monotonicNanos();
              return open;
            });
  }

  private CompletableFuture<Boolean> putAll(List<Shard> shards) {
    CompletableFuture<Boolean> all = CompletableFuture.completedFuture(!shards.isEmpty());
    for (int from = 0; from < shards.size(); from += MOST_IN_CALL) {
      List<Shard> some = shards.subList(from, Math.min(shards.size(), from + MOST_IN_CALL));
      all = all.thenCombine(put(some), Boolean::logicalAnd);
    }
    return all;
  }

  private CompletableFuture<Boolean> put(List<Shard> shards) {
    if (!mayStart.getAsBoolean()) {
      return CompletableFuture.completedFuture(false);
    }
    List<OutgoingRecord> records = new ArrayList<>(shards.size());
    Watermark watermark = lowWatermark.get();
    for (Shard shard : shards) {
      Heartbeat heartbeat = new Heartbeat(producer, watermark, epoch, shard.id(), loop.wallTime());
      records.add(FarshoreRecords.heartbeat(heartbeat, shard));
    }
    return Calls.start(() -> stream.put(records)).thenApply(results -> taken(shards, results));
  }

  private boolean taken(List<Shard> shards, List<PutResult> results) {
    boolean all = true;
    for (int i = 0; i < shards.size(); i++) {
      boolean acknowledged = results.get(i) instanceof PutResult.Acknowledged;
      boolean meant =
          results.get(i) instanceof PutResult.Acknowledged place
              && place.shardId().equals(shards.get(i).id());
      if (acknowledged && !meant) {
        // The meant one has closed since: its children are not in the listing.
        listAgain();
      }
      all &= meant;
    }
    return all;
  }
}
