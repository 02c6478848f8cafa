package io.farshore.simulator;

import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.checkpoint.TakenWatermark;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.stream.ProducerId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Known wrong versions of the protocol, each a line away from the right one. They wrap what the
 * real code is given; that code itself is untouched.
 */
public enum Sabotage {
  /** The right version. */
  NONE,
  /** W is the highest of the shards' watermarks. */
  WATERMARK_IS_MAX,
  /** A producer resumes behind W, not at it. */
  RESUME_EXCLUSIVE,
  /** The fence is opened at once. */
  NO_FENCE_WAIT,
  /** A batch of which only a prefix was copied is acknowledged whole. */
  ACK_AFTER_PARTIAL_FAILURE,
  /** A batch is acknowledged when the replicas disagree. */
  DISAGREEMENT_ACKNOWLEDGED,
  /** A batch is acknowledged when a control read fails. */
  FAIL_OPEN_ON_CONTROL_ERROR,
  /** Whose epoch is in force is read before the batch, and kept for the next ones. */
  INACTIVE_FROM_CACHE,
  /** An active epoch is opened again. */
  ACTIVATE_WITHOUT_CONDITION,
  /** A producer that follows an epoch in the same Region goes on where it was. */
  NO_REWIND_IN_SAME_REGION,
  /** Children are not entered before their parents are retired. */
  UNSEEN_CHILD_SHARD_FORGOTTEN,
  /** A shard without this producer's watermark does not count. */
  SHARD_WITHOUT_THIS_PRODUCER_LEFT_OUT;

  /** Its name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What a reader of checkpoints is told. */
  Map<String, ShardCheckpoint> seen(Map<String, ShardCheckpoint> items) {
    if (this != WATERMARK_IS_MAX && this != SHARD_WITHOUT_THIS_PRODUCER_LEFT_OUT) {
      return items;
    }
    Map<ProducerId, TakenWatermark> highest = new HashMap<>();
    long epoch = items.values().stream().mapToLong(ShardCheckpoint::epoch).max().orElse(0);
    for (ShardCheckpoint item : items.values()) {
      if (item.epoch() == epoch) {
        item.watermarks().forEach((id, taken) -> highest.merge(id, taken, Sabotage::higher));
      }
    }
    Map<String, ShardCheckpoint> told = new HashMap<>();
    items.forEach((id, item) -> told.put(id, with(item, epoch, highest)));
    return told;
  }

  private static TakenWatermark higher(TakenWatermark a, TakenWatermark b) {
    return a.watermark().isBelow(b.watermark()) ? b : a;
  }

  private ShardCheckpoint with(
      ShardCheckpoint item, long epoch, Map<ProducerId, TakenWatermark> highest) {
    Map<ProducerId, TakenWatermark> watermarks = new HashMap<>(highest);
    if (this == SHARD_WITHOUT_THIS_PRODUCER_LEFT_OUT && item.epoch() == epoch) {
      watermarks.putAll(item.watermarks());
    }
    return new ShardCheckpoint(
        item.shardId(),
        epoch,
        item.sequenceNumber(),
        item.lastReplicatedCommitTimestamp(),
        watermarks,
        item.replicatedAt(),
        item.arrivedAt(),
        item.children(),
        item.retired());
  }

  /** What a producer is told, with its own low watermark for where to resume in a Region. */
  static Epochs resumingAt(Epochs epochs, ProducerId id, Watermark low, Epoch followed) {
    return Epochs.of(
        epochs.all().stream()
            .map(
                epoch -> {
                  if (!epoch.activeRegion().equals(followed.activeRegion())
                      || epoch.number() <= followed.number()) {
                    return epoch;
                  }
                  Map<ProducerId, Watermark> resume = new HashMap<>(epoch.resumeFrom());
                  resume.put(id, low);
                  return with(epoch, epoch.shards(), resume);
                })
            .toList());
  }

  private static Epoch with(
      Epoch e, Map<String, NamedShard> shards, Map<ProducerId, Watermark> resume) {
    return new Epoch(
        e.id(),
        e.phase(),
        shards,
        resume,
        e.startedBy(),
        e.reason(),
        e.createdAt(),
        e.fencedAt(),
        e.activatedAt(),
        e.deadline(),
        e.drained());
  }
}
