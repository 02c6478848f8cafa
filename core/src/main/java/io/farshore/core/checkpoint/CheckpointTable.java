package io.farshore.core.checkpoint;

import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Port: one Region's replica of the checkpoint table. Every read is consistent in that replica.
 *
 * <p>Futures complete on the caller's event loop and fail with {@link ReplicaUnavailable} when no
 * usable answer came: the write may have been applied all the same.
 */
public interface CheckpointTable {

  /** The Region whose replica this is. */
  Region region();

  /** The checkpoint of one source shard; empty when there is none. */
  CompletableFuture<Optional<ShardCheckpoint>> shard(
      StreamName stream, Region source, String shardId);

  /** Every checkpoint of a source Region's shards, by shard id. */
  CompletableFuture<Map<String, ShardCheckpoint>> shards(StreamName stream, Region source);

  /**
   * Writes a shard's checkpoint on condition that the stored sequence number is lower or absent,
   * and the stored epoch not higher. Keeps {@code children} and {@code retired} as they are.
   *
   * @return true when written, false when the condition refused it
   */
  CompletableFuture<Boolean> advance(StreamName stream, Region source, ShardCheckpoint checkpoint);

  /** Enters a child shard where there is no item of it; does nothing where there is one. */
  CompletableFuture<Void> enterChild(StreamName stream, Region source, ShardCheckpoint child);

  /**
   * Marks a parent retired, naming its children; enters the parent where it has no item.
   *
   * @param ifAbsent what a parent without an item is entered as, retired
   */
  CompletableFuture<Void> retire(
      StreamName stream, Region source, ShardCheckpoint ifAbsent, Set<String> children);

  /** What the producers of a stream reported into this replica; an item each. */
  CompletableFuture<List<ProducerReport>> reports(StreamName stream);

  /** Writes a producer's report into this replica, as an item of this Region's own. */
  CompletableFuture<Void> report(StreamName stream, ProducerReport report);
}
