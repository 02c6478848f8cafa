package io.farshore.lab.kinesis;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * One stream: its shards and its settings. Thread-safe. The shards are changed under the stream's
 * lock and read without it; each shard has a lock of its own.
 */
final class DataStream {

  private final StreamArn arn;
  private final boolean onDemand;
  private final Instant createdAt;
  private final ConcurrentSkipListMap<String, Shard> shards = new ConcurrentSkipListMap<>();
  private final Map<String, String> tags = new ConcurrentSkipListMap<>();
  private volatile NavigableMap<BigInteger, Shard> open = new TreeMap<>();
  private volatile Duration retention = Duration.ofHours(24);
  private volatile Optional<String> encryptionKey = Optional.empty();
  private int nextIndex;

  DataStream(StreamArn arn, int shardCount, boolean onDemand, Instant createdAt) {
    this.arn = arn;
    this.onDemand = onDemand;
    this.createdAt = createdAt;
    HashRange.uniform(shardCount).forEach(range -> addShard(List.of(), range, createdAt));
  }

  StreamArn arn() {
    return arn;
  }

  boolean onDemand() {
    return onDemand;
  }

  Instant createdAt() {
    return createdAt;
  }

  Map<String, String> tags() {
    return tags;
  }

  Duration retention() {
    return retention;
  }

  void retention(Duration duration) {
    retention = duration;
  }

  Optional<String> encryptionKey() {
    return encryptionKey;
  }

  void encryptionKey(Optional<String> keyId) {
    encryptionKey = keyId;
  }

  Optional<Shard> shard(String shardId) {
    return Optional.ofNullable(shards.get(shardId));
  }

  /** The shards in the order of their ids, closed ones until the retention has passed over them. */
  synchronized List<ShardInfo> listShards(Instant now) {
    Instant horizon = now.minus(retention);
    return shards.values().stream()
        .map(Shard::info)
        .filter(shard -> shard.closedAt().filter(closed -> closed.isBefore(horizon)).isEmpty())
        .toList();
  }

  List<Shard> allShards() {
    return List.copyOf(shards.values());
  }

  /** The open shard that takes a hash key. */
  Shard shardFor(BigInteger hashKey) {
    return open.floorEntry(hashKey).getValue();
  }

  /** The open shards in the order of their hash keys. */
  List<Shard> openShards() {
    return List.copyOf(open.values());
  }

  /** Closes the shard and puts two in its place, the second beginning at {@code start}. */
  synchronized void split(Shard parent, BigInteger start, Instant now) {
    HashRange range = parent.range();
    Instant born = parent.close(now);
    HashRange lower = new HashRange(range.start(), start.subtract(BigInteger.ONE));
    List<Shard> children = new ArrayList<>();
    children.add(newShard(List.of(parent.id()), lower, born));
    children.add(newShard(List.of(parent.id()), new HashRange(start, range.end()), born));
    replace(List.of(parent), children);
  }

  /**
   * Closes two neighbours and puts one in their place; the first is the one that was named first.
   */
  synchronized void merge(Shard parent, Shard adjacent, Instant now) {
    Instant born = latest(parent.close(now), adjacent.close(now));
    HashRange union =
        new HashRange(
            parent.range().start().min(adjacent.range().start()),
            parent.range().end().max(adjacent.range().end()));
    Shard child = newShard(List.of(parent.id(), adjacent.id()), union, born);
    replace(List.of(parent, adjacent), List.of(child));
  }

  private void addShard(List<String> parents, HashRange range, Instant at) {
    replace(List.of(), List.of(newShard(parents, range, at)));
  }

  private Shard newShard(List<String> parents, HashRange range, Instant at) {
    return new Shard(nextIndex++, parents, range, at);
  }

  private void replace(List<Shard> closed, List<Shard> born) {
    NavigableMap<BigInteger, Shard> next = new TreeMap<>(open);
    closed.forEach(shard -> next.remove(shard.range().start()));
    born.forEach(
        shard -> {
          next.put(shard.range().start(), shard);
          shards.put(shard.id(), shard);
        });
    open = next;
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
