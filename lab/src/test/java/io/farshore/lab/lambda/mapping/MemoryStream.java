package io.farshore.lab.lambda.mapping;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A stream with the shards {@code s-1} and {@code s-2}. */
final class MemoryStream implements StreamSource {

  private final Map<String, List<Record>> records = new LinkedHashMap<>();
  private final Map<String, List<String>> parents = new LinkedHashMap<>();
  private final Set<String> closed = new HashSet<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  MemoryStream() {
    open("s-1", List.of());
    open("s-2", List.of());
  }

  private void open(String shardId, List<String> parentIds) {
    records.put(shardId, new ArrayList<>());
    parents.put(shardId, parentIds);
  }

  void add(String shardId, String... sequenceNumbers) {
    for (String number : sequenceNumbers) {
      add(shardId, number, "key", number.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    }
  }

  void add(String shardId, String number, String key, byte[] data, Instant arrival) {
    synchronized (this) {
      records.get(shardId).add(new Record(number, key, data, arrival));
    }
    listeners.forEach(Runnable::run);
  }

  synchronized void merge(String one, String other, String child) {
    closed.add(one);
    closed.add(other);
    open(child, List.of(one, other));
  }

  @Override
  public synchronized List<Shard> shards(String streamArn) {
    return parents.entrySet().stream()
        .map(entry -> new Shard(entry.getKey(), entry.getValue()))
        .toList();
  }

  @Override
  public synchronized Slice read(String streamArn, String shardId, Position from, int limit) {
    BigInteger after =
        from instanceof Position.After place
            ? new BigInteger(place.sequenceNumber())
            : BigInteger.ZERO;
    List<Record> unread =
        records.get(shardId).stream()
            .filter(record -> new BigInteger(record.sequenceNumber()).compareTo(after) > 0)
            .toList();
    List<Record> some = unread.subList(0, Math.min(limit, unread.size()));
    return new Slice(some, closed.contains(shardId) && some.size() == unread.size());
  }

  @Override
  public Position end(String streamArn, String shardId) {
    throw new UnsupportedOperationException("not used here");
  }

  @Override
  public AutoCloseable onChange(String streamArn, Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
