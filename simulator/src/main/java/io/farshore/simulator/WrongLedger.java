package io.farshore.simulator;

import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.checkpoint.TakenWatermark;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.stream.ProducerId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What a step that reads checkpoints is told, where a sabotage has it told something else. */
final class WrongLedger {

  private final Sabotage sabotage;

  WrongLedger(Sabotage sabotage) {
    this.sabotage = sabotage;
  }

  Map<String, ShardCheckpoint> seen(Map<String, ShardCheckpoint> items) {
    return switch (sabotage) {
      case WATERMARK_IS_MAX -> withHighest(items, false);
      case SHARD_WITHOUT_THIS_PRODUCER_LEFT_OUT -> withHighest(items, true);
      case POSITION_KEPT_ON_TIES -> withOnePosition(items);
      case RETIRED_TAKEN_AT_ITS_WORD ->
          each(
              items,
              item ->
                  item.retired()
                      ? item.retiredInto(
                          item.children().stream().filter(items::containsKey).toList())
                      : item);
      default -> items;
    };
  }

  private Map<String, ShardCheckpoint> withHighest(
      Map<String, ShardCheckpoint> items, boolean onlyWhereThereIsNone) {
    Map<ProducerId, TakenWatermark> highest = new HashMap<>();
    long epoch = items.values().stream().mapToLong(ShardCheckpoint::epoch).max().orElse(0);
    for (ShardCheckpoint item : items.values()) {
      if (item.epoch() == epoch) {
        item.watermarks().forEach((id, taken) -> highest.merge(id, taken, WrongLedger::higher));
      }
    }
    return each(
        items,
        item -> {
          Map<ProducerId, TakenWatermark> told = new HashMap<>(highest);
          if (onlyWhereThereIsNone && item.epoch() == epoch) {
            told.putAll(item.watermarks());
          }
          return with(item, epoch, told, item.children());
        });
  }

  private static TakenWatermark higher(TakenWatermark a, TakenWatermark b) {
    return a.watermark().isBelow(b.watermark()) ? b : a;
  }

  /** At one timestamp all have the position that was found first. */
  private static Map<String, ShardCheckpoint> withOnePosition(Map<String, ShardCheckpoint> items) {
    Map<ProducerId, Map<Instant, Watermark>> first = new HashMap<>();
    return each(
        items,
        item -> {
          Map<ProducerId, TakenWatermark> told = new HashMap<>();
          item.watermarks()
              .forEach(
                  (id, taken) ->
                      told.put(
                          id,
                          new TakenWatermark(
                              first
                                  .computeIfAbsent(id, none -> new HashMap<>())
                                  .computeIfAbsent(
                                      taken.watermark().commitTimestamp().orElse(Instant.MIN),
                                      at -> taken.watermark()),
                              taken.sentAt())));
          return with(item, item.epoch(), told, item.children());
        });
  }

  private static Map<String, ShardCheckpoint> each(
      Map<String, ShardCheckpoint> items, UnaryOperator<ShardCheckpoint> change) {
    Map<String, ShardCheckpoint> told = new TreeMap<>();
    new TreeMap<>(items).forEach((id, item) -> told.put(id, change.apply(item)));
    return told;
  }

  private static ShardCheckpoint with(
      ShardCheckpoint item,
      long epoch,
      Map<ProducerId, TakenWatermark> watermarks,
      List<String> children) {
    return new ShardCheckpoint(
        item.shardId(),
        epoch,
        item.sequenceNumber(),
        item.lastReplicatedCommitTimestamp(),
        watermarks,
        item.replicatedAt(),
        item.arrivedAt(),
        children,
        item.retired());
  }
}
