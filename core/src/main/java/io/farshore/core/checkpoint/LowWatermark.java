package io.farshore.core.checkpoint;

import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.stream.ProducerId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * W of a producer: what is below it has been copied from every shard (guarantee D).
 *
 * <p>The minimum over the epoch's named shards and their descendants:
 *
 * <ul>
 *   <li>a shard counts with the producer's watermark <em>taken in this epoch</em>; without one with
 *       the epoch's {@code resumeFrom}; without that with where the producer's log began;
 *   <li>a retired parent counts until all the children that its item names are there: items
 *       replicate singly, so {@code retired} may arrive before the children;
 *   <li>a shard named closed counts like an open one, since its children may have been born after
 *       the listing; but not where the listing names its children.
 * </ul>
 *
 * A stale copy of the items gives a lower W, never a higher one. Immutable, pure.
 */
public final class LowWatermark {

  private final Epoch epoch;
  private final Map<String, ShardCheckpoint> checkpoints;

  /**
   * Over one epoch.
   *
   * @param epoch the last one whose opening was heard
   * @param checkpoints the items of its Region's shards, by shard id, from one replica
   */
  public LowWatermark(Epoch epoch, Map<String, ShardCheckpoint> checkpoints) {
    this.epoch = epoch;
    this.checkpoints = Map.copyOf(checkpoints);
  }

  /**
   * W of one producer.
   *
   * @param start where its log began; {@link Watermark#START} when that is not known
   */
  public Watermark of(ProducerId producer, Watermark start) {
    Watermark fallback = epoch.resumeFrom().getOrDefault(producer, start);
    List<Watermark> counted = new ArrayList<>();
    for (String shardId : countingShards()) {
      ShardCheckpoint item = checkpoints.get(shardId);
      boolean takenHere = item != null && item.epoch() == epoch.number();
      TakenWatermark taken = takenHere ? item.watermarks().get(producer) : null;
      counted.add(taken == null ? fallback : taken.watermark());
    }
    return Watermark.lowest(counted);
  }

  /** The shards over which the minimum goes; some may have no item yet. */
  public Set<String> countingShards() {
    Set<String> counting = new HashSet<>();
    Set<String> seen = new HashSet<>();
    Set<String> listedParents = new HashSet<>();
    epoch.shards().values().forEach(shard -> listedParents.addAll(shard.parents()));
    epoch
        .shards()
        .forEach(
            (shardId, named) -> {
              boolean superseded =
                  named instanceof NamedShard.Closed && listedParents.contains(shardId);
              if (!superseded) {
                collect(shardId, counting, seen);
              }
            });
    return counting;
  }

  private void collect(String shardId, Set<String> counting, Set<String> seen) {
    if (!seen.add(shardId)) {
      return;
    }
    ShardCheckpoint item = checkpoints.get(shardId);
    if (item == null || !item.retired() || !checkpoints.keySet().containsAll(item.children())) {
      counting.add(shardId);
    }
    if (item != null && item.retired()) {
      item.children().stream()
          .filter(checkpoints::containsKey)
          .forEach(child -> collect(child, counting, seen));
    }
  }
}
