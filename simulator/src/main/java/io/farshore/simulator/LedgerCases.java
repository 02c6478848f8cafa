package io.farshore.simulator;

import io.farshore.core.checkpoint.LowWatermark;
import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.checkpoint.TakenWatermark;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.stream.ProducerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which cases of the low watermark a step comes across, by what it reads. */
enum LedgerCases {
  /** A shard that counts has no item. */
  SHARD_NEVER_COPIED,
  /** Its item was written in an epoch before, or in one of the other Region. */
  ITEM_OF_ANOTHER_EPOCH,
  /** Its item is of this epoch, and has no watermark of the producer. */
  NO_WATERMARK_OF_THIS_PRODUCER,
  /** It has one. */
  WATERMARK_OF_THIS_EPOCH,
  /** The epoch says where a producer without a watermark resumed. */
  WHERE_IT_RESUMED,
  /** The epoch does not: where its log began. */
  WHERE_ITS_LOG_BEGAN,
  /** A parent is retired, and its children count instead. */
  PARENT_RETIRED,
  /** A parent is retired, and children of it are not there yet: it counts still. */
  PARENT_RETIRED_BUT_WAITING,
  /** A shard that the epoch names closed counts, for the children that it may have. */
  CLOSED_SHARD_COUNTS,
  /** It does not, where its children are named, too. */
  CLOSED_SHARD_SUPERSEDED,
  /** The lowest ones agree on a position. */
  POSITION_KEPT,
  /** They are of one commit timestamp, and do not: it counts alone. */
  POSITION_DROPPED_ON_A_TIE;

  String branch() {
    return "low watermark: " + name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Counts those of what is read from a replica. */
  static void count(
      World world, Epoch epoch, Map<String, ShardCheckpoint> items, List<ProducerReport> reports) {
    Set<String> counting = new LowWatermark(epoch, items).countingShards();
    items.values().stream()
        .filter(ShardCheckpoint::retired)
        .map(
            item -> counting.contains(item.shardId()) ? PARENT_RETIRED_BUT_WAITING : PARENT_RETIRED)
        .forEach(found -> world.reached(found.branch()));
    epoch
        .shards()
        .forEach(
            (shardId, named) -> {
              if (named instanceof NamedShard.Closed) {
                boolean counts = counting.contains(shardId);
                LedgerCases found = counts ? CLOSED_SHARD_COUNTS : CLOSED_SHARD_SUPERSEDED;
                world.reached(found.branch());
              }
            });
    for (ProducerReport report : reports) {
      of(world, epoch, items, counting, report);
    }
  }

  private static void of(
      World world,
      Epoch epoch,
      Map<String, ShardCheckpoint> items,
      Set<String> counting,
      ProducerReport report) {
    ProducerId producer = report.producer();
    List<Watermark> counted = new ArrayList<>();
    for (String shardId : counting) {
      ShardCheckpoint item = items.get(shardId);
      boolean takenHere = item != null && item.epoch() == epoch.number();
      TakenWatermark found = takenHere ? item.watermarks().get(producer) : null;
      if (found != null) {
        world.reached(WATERMARK_OF_THIS_EPOCH.branch());
        counted.add(found.watermark());
        continue;
      }
      LedgerCases missing =
          item == null
              ? SHARD_NEVER_COPIED
              : takenHere ? NO_WATERMARK_OF_THIS_PRODUCER : ITEM_OF_ANOTHER_EPOCH;
      world.reached(missing.branch());
      boolean resumed = epoch.resumeFrom().containsKey(producer);
      world.reached((resumed ? WHERE_IT_RESUMED : WHERE_ITS_LOG_BEGAN).branch());
      counted.add(epoch.resumeFrom().getOrDefault(producer, report.start()));
    }
    Watermark lowest = Watermark.lowest(counted);
    if (lowest.position().isPresent()) {
      world.reached(POSITION_KEPT.branch());
    } else if (counted.stream().anyMatch(each -> isTie(each, lowest))) {
      world.reached(POSITION_DROPPED_ON_A_TIE.branch());
    }
  }

  private static boolean isTie(Watermark each, Watermark lowest) {
    return each.position().isPresent() && each.commitTimestamp().equals(lowest.commitTimestamp());
  }
}
