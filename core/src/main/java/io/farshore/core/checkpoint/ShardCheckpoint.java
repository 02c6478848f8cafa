package io.farshore.core.checkpoint;

import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.SequenceNumber;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far one source shard has been copied. Written only in the replica of the target Region.
 *
 * @param shardId the source shard
 * @param epoch the number of the epoch in which it was written last; its watermarks were taken in
 *     that epoch
 * @param sequenceNumber the last record of the acknowledged prefix; empty for a child that has not
 *     had a batch of its own
 * @param lastReplicatedCommitTimestamp the highest commit timestamp copied; empty when none could
 *     be read. No watermark: it says nothing about earlier changes
 * @param watermarks by producer; a producer that is not in it counts with the epoch's {@code
 *     resumeFrom}
 * @param replicatedAt when it was written, by the replicator's wall clock
 * @param arrivedAt when the last record of the prefix had arrived in the source; of a shard that
 *     was only entered, that of its parent; empty: not known
 * @param children of a retired shard: those that must be there before it stops to count
 * @param retired drained, and its children entered
 */
public record ShardCheckpoint(
    String shardId,
    long epoch,
    Optional<SequenceNumber> sequenceNumber,
    Optional<Instant> lastReplicatedCommitTimestamp,
    Map<ProducerId, TakenWatermark> watermarks,
    Instant replicatedAt,
    Optional<Instant> arrivedAt,
    List<String> children,
    boolean retired) {

  /** Copies the collections. */
  public ShardCheckpoint {
    watermarks = Map.copyOf(watermarks);
    children = List.copyOf(children);
  }

  /** Drained, and its children entered. */
  public ShardCheckpoint retiredInto(Collection<String> children) {
    return with(children.stream().sorted().toList(), true);
  }

  /** What is stored of a shard's end stays, whatever a later batch of it writes. */
  public ShardCheckpoint endingAs(ShardCheckpoint stored) {
    return with(stored.children, stored.retired);
  }

  private ShardCheckpoint with(List<String> children, boolean retired) {
    return new ShardCheckpoint(
        shardId,
        epoch,
        sequenceNumber,
        lastReplicatedCommitTimestamp,
        watermarks,
        replicatedAt,
        arrivedAt,
        children,
        retired);
  }
}
