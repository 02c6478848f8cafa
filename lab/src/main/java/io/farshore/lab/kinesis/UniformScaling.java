package io.farshore.lab.kinesis;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Brings a stream to any number of shards, as UpdateShardCount does. To grow, each shard is split
 * once, where a shard of the wanted size would begin; then, as to shrink, those neighbours are
 * merged that are smallest together, until the number is right. Shards are of the same size when
 * the number grows in steps of a quarter, or is halved; otherwise nearly so.
 */
final class UniformScaling {

  private final Shards shards;
  private final Instant now;

  UniformScaling(Shards shards, Instant now) {
    this.shards = shards;
    this.now = now;
  }

  void to(int target) {
    if (target > shards.openCount()) {
      List<BigInteger> starts = HashRange.uniform(target).stream().map(HashRange::start).toList();
      shards.open().forEach(shard -> cut(shard, starts));
    }
    while (shards.openCount() < target) {
      Shard widest =
          shards.open().stream().max(Comparator.comparing(each -> each.range().size())).get();
      shards.split(widest, widest.range().middle(), now);
    }
    while (shards.openCount() > target) {
      mergeSmallest();
    }
  }

  private void cut(Shard shard, List<BigInteger> starts) {
    HashRange range = shard.range();
    // A few keys apart is rounding, not another place.
    BigInteger margin = range.size().shiftRight(10);
    Optional<BigInteger> place =
        starts.stream()
            .filter(start -> start.compareTo(range.start().add(margin)) > 0)
            .filter(start -> start.compareTo(range.end().subtract(margin)) < 0)
            .min(Comparator.comparing(start -> start.subtract(range.middle()).abs()));
    place.ifPresent(start -> shards.split(shard, start, now));
  }

  private void mergeSmallest() {
    List<Shard> open = shards.open();
    int smallest = 0;
    BigInteger least = HashRange.HIGHEST.shiftLeft(1);
    for (int i = 0; i + 1 < open.size(); i++) {
      BigInteger size = open.get(i).range().size().add(open.get(i + 1).range().size());
      // A few keys more or less are rounding: the lower pair comes first.
      if (least.subtract(size).compareTo(size.shiftRight(10)) > 0) {
        smallest = i;
        least = size;
      }
    }
    shards.merge(open.get(smallest), open.get(smallest + 1), now);
  }
}
