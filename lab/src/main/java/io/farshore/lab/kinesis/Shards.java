package io.farshore.lab.kinesis;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * The shards of one stream, open and closed. They are changed under the stream's lock and read
 * without it. Thread-safe for readers.
 */
final class Shards {

  /** A stream's first shards were born a little before the stream was asked for. */
  private static final long BORN_BEFORE_SECONDS = 2;

  /** As many neighbours share their serials. */
  private static final int SERIAL_GROUP = 5;

  private final Supplier<Duration> retention;
  private final IntFunction<RecordSink> sinks;
  private final Runnable beforeOpening;
  private final ConcurrentSkipListMap<Integer, Shard> all = new ConcurrentSkipListMap<>();
  private final Map<Integer, AtomicLong> serials = new ConcurrentHashMap<>();
  private volatile NavigableMap<BigInteger, Shard> open = new TreeMap<>();
  private int nextIndex;

  /**
   * No shards yet.
   *
   * @param sinks where the records of a shard are kept, by the shard's index
   * @param beforeOpening runs when new shards are there, but take no records yet
   */
  Shards(Supplier<Duration> retention, IntFunction<RecordSink> sinks, Runnable beforeOpening) {
    this.retention = retention;
    this.sinks = sinks;
    this.beforeOpening = beforeOpening;
  }

  /** Makes the first shards, of the same size. */
  void begin(int count, Instant createdAt) {
    long born = createdAt.getEpochSecond() - BORN_BEFORE_SECONDS;
    List<Shard> first =
        HashRange.uniform(count).stream()
            .map(range -> add(new ShardOrigin(nextIndex, List.of(), range, createdAt), born))
            .toList();
    replace(List.of(), first);
  }

  /** Puts back a shard that was there before the lab was started. */
  Shard restore(ShardOrigin origin, long bornAt, boolean isOpen) {
    Shard shard = add(origin, bornAt);
    if (isOpen) {
      NavigableMap<BigInteger, Shard> next = new TreeMap<>(open);
      next.put(origin.range().start(), shard);
      open = next;
    }
    return shard;
  }

  /** The index of the next shard. */
  int nextIndex() {
    return nextIndex;
  }

  /** Leaves out the indices that shards have had which are gone by now. */
  void skipTo(int index) {
    nextIndex = Math.max(nextIndex, index);
  }

  Optional<Shard> find(int index) {
    return Optional.ofNullable(all.get(index));
  }

  /** The open shard that takes a hash key. */
  Shard shardFor(BigInteger hashKey) {
    return open.floorEntry(hashKey).getValue();
  }

  /** The open shards in the order of their hash keys. */
  List<Shard> open() {
    return List.copyOf(open.values());
  }

  int openCount() {
    return open.size();
  }

  /** All shards in the order of their ids. */
  List<Shard> all() {
    return List.copyOf(all.values());
  }

  /** Forgets the closed shards whose last record is older than the retention. */
  void expire(Instant now) {
    Instant horizon = now.minus(retention.get());
    all.values()
        .removeIf(shard -> shard.info().closedAt().filter(at -> at.isBefore(horizon)).isPresent());
  }

  /** Closes the shard and puts two in its place, the second beginning at {@code start}. */
  void split(Shard parent, BigInteger start, Instant now) {
    HashRange range = parent.range();
    long born = parent.close(now);
    HashRange lower = new HashRange(range.start(), start.subtract(BigInteger.ONE));
    HashRange upper = new HashRange(start, range.end());
    List<String> parents = List.of(parent.id());
    replace(
        List.of(parent),
        List.of(
            add(new ShardOrigin(nextIndex, parents, lower, now), born),
            add(new ShardOrigin(nextIndex, parents, upper, now), born)));
  }

  /** Closes two neighbours, the lower one first, and puts one in their place. */
  Shard merge(Shard parent, Shard adjacent, Instant now) {
    long born = Math.max(parent.close(now), adjacent.close(now));
    HashRange union = new HashRange(parent.range().start(), adjacent.range().end());
    List<String> parents = List.of(parent.id(), adjacent.id());
    Shard child = add(new ShardOrigin(nextIndex, parents, union, now), born);
    replace(List.of(parent, adjacent), List.of(child));
    return child;
  }

  private Shard add(ShardOrigin origin, long bornAt) {
    int index = origin.index();
    AtomicLong serial = serials.computeIfAbsent(index / SERIAL_GROUP, group -> new AtomicLong());
    Shard shard =
        new Shard(origin, new Numbering(index, bornAt, serial), sinks.apply(index), retention);
    all.put(index, shard);
    skipTo(index + 1);
    return shard;
  }

  private void replace(List<Shard> closed, List<Shard> born) {
    NavigableMap<BigInteger, Shard> next = new TreeMap<>(open);
    closed.forEach(shard -> next.remove(shard.range().start()));
    born.forEach(shard -> next.put(shard.range().start(), shard));
    beforeOpening.run();
    open = next;
  }
}
