package io.farshore.lab.kinesis;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Brings a stream to a number of shards of the same size, as UpdateShardCount does: shards are
 * split where the new ones begin, and what lies within a new one is merged. Any number can be
 * reached; where old and new beginnings differ, short-lived shards lie between.
 */
final class UniformScaling {

  private final Shards shards;
  private final Instant now;

  UniformScaling(Shards shards, Instant now) {
    this.shards = shards;
    this.now = now;
  }

  void to(int target) {
    NavigableSet<BigInteger> starts = new TreeSet<>();
    HashRange.uniform(target).forEach(range -> starts.add(range.start()));
    NavigableSet<BigInteger> snapped = snap(starts, BigInteger.valueOf(2L * target));
    snapped.forEach(this::splitAt);
    List<BigInteger> begins = new ArrayList<>(snapped);
    for (int i = 0; i < begins.size(); i++) {
      BigInteger end = i + 1 < begins.size() ? begins.get(i + 1) : HashRange.HIGHEST;
      mergeWithin(begins.get(i), end, i + 1 == begins.size());
    }
  }

  /** Rounding makes thirds and sixths differ by a few hash keys: nothing is cut for these. */
  private NavigableSet<BigInteger> snap(NavigableSet<BigInteger> starts, BigInteger tolerance) {
    NavigableSet<BigInteger> old = new TreeSet<>();
    shards.open().forEach(shard -> old.add(shard.range().start()));
    NavigableSet<BigInteger> snapped = new TreeSet<>();
    for (BigInteger start : starts) {
      BigInteger near = old.floor(start.add(tolerance));
      boolean close = near != null && near.compareTo(start.subtract(tolerance)) >= 0;
      snapped.add(close ? near : start);
    }
    return snapped;
  }

  private void splitAt(BigInteger start) {
    Shard shard = shards.shardFor(start);
    if (!shard.range().start().equals(start)) {
      shards.split(shard, start, now);
    }
  }

  private void mergeWithin(BigInteger start, BigInteger end, boolean last) {
    List<Shard> pieces =
        shards.open().stream()
            .filter(shard -> shard.range().start().compareTo(start) >= 0)
            .filter(shard -> last || shard.range().start().compareTo(end) < 0)
            .toList();
    Shard whole = pieces.get(0);
    for (Shard piece : pieces.subList(1, pieces.size())) {
      whole = shards.merge(whole, piece, now);
    }
  }
}
