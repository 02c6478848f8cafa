package io.farshore.verifier.judge;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.verifier.evidence.RegionTables;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The low watermark of an epoch, computed anew from the checkpoints in one replica. */
final class Ledger {
  private final RegionTables replica;
  private final EpochItem epoch;
  private final Map<String, Checkpoint> byShard = new HashMap<>();

  Ledger(RegionTables replica, EpochItem epoch) {
    this.replica = replica;
    this.epoch = epoch;
    Checkpoint.in(replica).stream()
        .filter(checkpoint -> checkpoint.sourceRegion().equals(epoch.activeRegion()))
        .forEach(checkpoint -> byShard.put(checkpoint.shardId(), checkpoint));
  }

  /** The epoch that it is of. */
  EpochItem epoch() {
    return epoch;
  }

  /** Whether any checkpoint was written in this epoch, and none in a later one. */
  boolean speaksOfEpoch() {
    return byShard.values().stream().anyMatch(checkpoint -> checkpoint.epoch() == epoch.number())
        && byShard.values().stream().noneMatch(checkpoint -> checkpoint.epoch() > epoch.number());
  }

  /** The minimum over the epoch's shards and their descendants. */
  Mark lowWatermark(String producer) {
    Mark lowest = null;
    Set<String> seen = new HashSet<>();
    for (String shardId : epoch.shards().keySet()) {
      lowest = lower(lowest, shardId, producer, seen);
    }
    return lowest == null ? resumeFrom(producer) : lowest;
  }

  private Mark lower(Mark lowest, String shardId, String producer, Set<String> seen) {
    if (!seen.add(shardId)) {
      return lowest;
    }
    Checkpoint checkpoint = byShard.get(shardId);
    Mark result = lowest;
    if (checkpoint != null) {
      for (String child : checkpoint.children()) {
        result = byShard.containsKey(child) ? lower(result, child, producer, seen) : result;
      }
    }
    if (standsForNothing(shardId) || replaced(checkpoint)) {
      return result;
    }
    Mark own = taken(checkpoint, producer);
    return result == null ? own : Mark.lower(result, own);
  }

  /**
   * Named closed, it holds nothing of this epoch, and its children are named themselves. Where they
   * were born after the listing, it stands for them until they are entered.
   */
  private boolean standsForNothing(String shardId) {
    return epoch.shards().containsKey(shardId)
        && epoch.shards().get(shardId) == null
        && epoch.listedParents().contains(shardId);
  }

  private boolean replaced(Checkpoint checkpoint) {
    return checkpoint != null
        && checkpoint.retired()
        && byShard.keySet().containsAll(checkpoint.children());
  }

  private Mark taken(Checkpoint checkpoint, String producer) {
    if (checkpoint != null
        && checkpoint.epoch() == epoch.number()
        && checkpoint.watermarks().containsKey(producer)) {
      return checkpoint.watermarks().get(producer);
    }
    return resumeFrom(producer);
  }

  private Mark resumeFrom(String producer) {
    Mark from = epoch.resumeFrom().get(producer);
    return from == null || from.equals(Mark.START) ? logStart(producer) : from;
  }

  /** Where the producer says that its log began, in any of its reports. */
  private Mark logStart(String producer) {
    for (JsonNode item : replica.kdsReplicationCheckpoint()) {
      if (Checkpoint.entry(item).startsWith("producer#" + producer + "#")) {
        return Mark.ofItem(item.path("start"));
      }
    }
    return Mark.START;
  }
}
