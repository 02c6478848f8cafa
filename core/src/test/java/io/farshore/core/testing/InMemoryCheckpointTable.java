package io.farshore.core.testing;

import io.farshore.core.checkpoint.CheckpointTable;
import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.checkpoint.ReplicaUnavailable;
import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.EventLoop;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * One replica of the checkpoint table. Peers hear of it by {@link #copyTo}; reports of a producer
 * are kept by the Region into which they were written, as items of their own.
 */
public final class InMemoryCheckpointTable implements CheckpointTable {

  private final Region region;
  private final Faults faults;
  private final Map<ShardKey, ShardCheckpoint> shards = new HashMap<>();
  private final Map<ReportKey, ProducerReport> reports = new HashMap<>();

  /** An empty replica. */
  public InMemoryCheckpointTable(Region region, EventLoop loop) {
    this.region = region;
    this.faults = new Faults(loop);
  }

  /** Its weather. */
  public Faults faults() {
    return faults;
  }

  /** Puts an item, whatever is there. */
  public void put(StreamName stream, Region source, ShardCheckpoint checkpoint) {
    shards.put(new ShardKey(stream, source, checkpoint.shardId()), checkpoint);
  }

  /** What the replica holds now of one source Region, by shard id. */
  public Map<String, ShardCheckpoint> now(StreamName stream, Region source) {
    Map<String, ShardCheckpoint> found = new TreeMap<>();
    shards.forEach(
        (key, item) -> {
          if (key.stream().equals(stream) && key.source().equals(source)) {
            found.put(key.shardId(), item);
          }
        });
    return found;
  }

  /** The global table catches up: all items go to the peer. */
  public void copyTo(InMemoryCheckpointTable peer) {
    peer.shards.putAll(shards);
    peer.reports.putAll(reports);
  }

  @Override
  public Region region() {
    return region;
  }

  @Override
  public CompletableFuture<Optional<ShardCheckpoint>> shard(
      StreamName stream, Region source, String shardId) {
    return call(
        "shard", () -> Optional.ofNullable(shards.get(new ShardKey(stream, source, shardId))));
  }

  @Override
  public CompletableFuture<Map<String, ShardCheckpoint>> shards(StreamName stream, Region source) {
    return call("shards", () -> now(stream, source));
  }

  @Override
  public CompletableFuture<Boolean> advance(
      StreamName stream, Region source, ShardCheckpoint checkpoint) {
    ShardKey key = new ShardKey(stream, source, checkpoint.shardId());
    return call(
        "advance",
        () -> {
          ShardCheckpoint found = shards.get(key);
          if (found != null && !mayFollow(found, checkpoint)) {
            return false;
          }
          shards.put(key, found == null ? checkpoint : checkpoint.endingAs(found));
          return true;
        });
  }

  private static boolean mayFollow(ShardCheckpoint found, ShardCheckpoint next) {
    boolean higher =
        found.sequenceNumber().isEmpty()
            || next.sequenceNumber().orElseThrow().isAfter(found.sequenceNumber().get());
    return higher && found.epoch() <= next.epoch();
  }

  @Override
  public CompletableFuture<Void> enterChild(
      StreamName stream, Region source, ShardCheckpoint child) {
    return call(
        "enterChild",
        () -> {
          shards.putIfAbsent(new ShardKey(stream, source, child.shardId()), child);
          return null;
        });
  }

  @Override
  public CompletableFuture<Void> retire(
      StreamName stream, Region source, ShardCheckpoint ifAbsent, Set<String> children) {
    ShardKey key = new ShardKey(stream, source, ifAbsent.shardId());
    return call(
        "retire",
        () -> {
          ShardCheckpoint parent = shards.getOrDefault(key, ifAbsent);
          shards.put(key, parent.retiredInto(children));
          return null;
        });
  }

  @Override
  public CompletableFuture<List<ProducerReport>> reports(StreamName stream) {
    return call(
        "reports",
        () ->
            reports.entrySet().stream()
                .filter(entry -> entry.getKey().stream().equals(stream))
                .map(Map.Entry::getValue)
                .toList());
  }

  @Override
  public CompletableFuture<Void> report(StreamName stream, ProducerReport report) {
    return call(
        "report",
        () -> {
          reports.put(new ReportKey(stream, report.producer(), region), report);
          return null;
        });
  }

  private <T> CompletableFuture<T> call(String method, Supplier<T> apply) {
    return faults.call(
        method,
        apply,
        () -> new ReplicaUnavailable("Checkpoints", region, new IOException("injected fault")));
  }

  private record ShardKey(StreamName stream, Region source, String shardId) {}

  private record ReportKey(StreamName stream, ProducerId producer, Region region) {}
}
