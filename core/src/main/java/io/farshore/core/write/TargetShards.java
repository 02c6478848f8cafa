package io.farshore.core.write;

import io.farshore.core.stream.OutgoingRecord;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which shard of the target a record goes to, as far as acknowledgements have told: a refusal does
 * not name the shard that refuses. No listing, no call; a guess may be wrong, and costs speed only.
 */
final class TargetShards {

  private final TreeMap<Long, Range> byLowest = new TreeMap<>();
  private final Map<String, Range> byShard = new HashMap<>();
  private final MessageDigest md5;

  private record Range(String shardId, long lowest, long highest) {
    Range with(long place) {
      return new Range(shardId, Math.min(lowest, place), Math.max(highest, place));
    }
  }

  TargetShards() {
    try {
      md5 = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has MD5", e);
    }
  }

  /** The upper half of the record's hash key, in the order of signed numbers. */
  long place(OutgoingRecord record) {
    long upper =
        record
            .explicitHashKey()
            .map(key -> key.shiftRight(Long.SIZE))
            .map(BigInteger::longValue)
            .orElseGet(() -> hashed(record.partitionKey()));
    return upper ^ Long.MIN_VALUE;
  }

  private long hashed(String key) {
    return ByteBuffer.wrap(md5.digest(key.getBytes(StandardCharsets.UTF_8))).getLong();
  }

  /** A record at this place went to this shard. What contradicts it has been split or merged. */
  void learn(long place, String shardId) {
    Range before = byShard.get(shardId);
    Range now = before == null ? new Range(shardId, place, place) : before.with(place);
    if (now.equals(before)) {
      return;
    }
    if (before != null) {
      byLowest.remove(before.lowest());
    }
    forgetWithin(now);
    byLowest.put(now.lowest(), now);
    byShard.put(shardId, now);
  }

  private void forgetWithin(Range now) {
    var last = byLowest.floorEntry(now.highest());
    while (last != null && last.getValue().highest() >= now.lowest()) {
      byLowest.remove(last.getKey());
      byShard.remove(last.getValue().shardId());
      last = byLowest.floorEntry(now.highest());
    }
  }

  /** The shard that has this place, or is nearest to it; empty while none is known. */
  Optional<String> of(long place) {
    var below = byLowest.floorEntry(place);
    var above = byLowest.higherEntry(place);
    if (below == null || above == null) {
      return Optional.ofNullable(below == null ? above : below).map(e -> e.getValue().shardId());
    }
    // Differences of places on both sides of zero don't fit a signed number.
    long fromBelow = place - below.getValue().highest();
    long toAbove = above.getKey() - place;
    boolean nearer =
        place <= below.getValue().highest() || Long.compareUnsigned(fromBelow, toAbove) <= 0;
    return Optional.of((nearer ? below : above).getValue().shardId());
  }
}
