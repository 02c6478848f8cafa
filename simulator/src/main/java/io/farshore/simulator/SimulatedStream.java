package io.farshore.simulator;

import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.PutResult;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.Shard;
import io.farshore.core.stream.StreamRecord;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A stream of one Region: routing by hash key, splits, merges. Applied at once. */
final class SimulatedStream {

  private static final BigInteger HASHES = BigInteger.TWO.pow(128);

  private final World world;
  private final Region region;
  private final Map<String, Shard> shards = new LinkedHashMap<>();
  private final Map<String, List<StreamRecord>> records = new HashMap<>();
  private final Map<String, BigInteger> hashes = new HashMap<>();
  private final Map<String, Long> closedAt = new HashMap<>();
  private final Set<SequenceNumber> late = new HashSet<>();
  private int made;
  private long lastNumber = 1_000;

  SimulatedStream(World world, Region region, int open) {
    this.world = world;
    this.region = region;
    BigInteger width = HASHES.divide(BigInteger.valueOf(open));
    for (int i = 0; i < open; i++) {
      BigInteger from = width.multiply(BigInteger.valueOf(i));
      BigInteger to = i == open - 1 ? HASHES : from.add(width);
      add(from, to.subtract(BigInteger.ONE), List.of());
    }
  }

  /** As ListShards shows them: a closed shard for as long as it may have records. */
  List<Shard> shards() {
    long oldest = oldestKept();
    return shards.values().stream()
        .filter(shard -> shard.open() || closedAt.get(shard.id()) >= oldest)
        .toList();
  }

  private long oldestKept() {
    return world.time().nanos() - world.setting().retention().toNanos();
  }

  /** The index of the first record that is still there. */
  int firstKept(String shardId) {
    if (!world.setting().trims()) {
      return 0;
    }
    return firstSince(shardId, world.setting().retention());
  }

  /** The index of the first record that is not older than that. */
  int firstSince(String shardId, Duration age) {
    Instant oldest = Actor.START.plusNanos(world.time().nanos()).minus(age);
    List<StreamRecord> all = records.get(shardId);
    int index = 0;
    while (index < all.size() && all.get(index).arrivedAt().isBefore(oldest)) {
      index++;
    }
    return index;
  }

  /** What can still be read. */
  List<StreamRecord> kept(String shardId) {
    List<StreamRecord> all = records.get(shardId);
    return all.subList(firstKept(shardId), all.size());
  }

  /** All that were ever there, in the order of their birth. */
  Collection<Shard> all() {
    return shards.values();
  }

  /** Records that were applied after their sender had given them up. */
  Set<SequenceNumber> late() {
    return late;
  }

  List<Shard> open() {
    return shards.values().stream().filter(Shard::open).toList();
  }

  Shard shard(String id) {
    return shards.get(id);
  }

  /** All that were ever there. */
  List<StreamRecord> records(String shardId) {
    return records.get(shardId);
  }

  PutResult append(OutgoingRecord put, Actor writer, long epoch, boolean late) {
    Shard shard = route(put);
    SequenceNumber next = new SequenceNumber(BigInteger.valueOf(++lastNumber));
    ByteBuffer copy = ByteBuffer.allocate(put.data().remaining());
    copy.put(put.data().duplicate()).flip();
    records
        .get(shard.id())
        .add(
            new StreamRecord(
                put.partitionKey(),
                copy.asReadOnlyBuffer(),
                next,
                Actor.START.plusNanos(world.time().nanos())));
    if (late) {
      this.late.add(next);
    }
    world.time().mix(lastNumber * 31 + put.partitionKey().hashCode());
    world
        .invariants()
        .appended(region, shard.id(), put, writer.name(), late ? Long.MAX_VALUE : epoch);
    return new PutResult.Acknowledged(shard.id(), next);
  }

  void split(String shardId) {
    Shard parent = close(shardId);
    BigInteger middle = parent.startingHashKey().add(parent.endingHashKey()).shiftRight(1);
    add(parent.startingHashKey(), middle, List.of(shardId));
    add(middle.add(BigInteger.ONE), parent.endingHashKey(), List.of(shardId));
  }

  void splitAny() {
    List<Shard> open = open();
    split(open.get(world.below(open.size())).id());
  }

  /** False when there are no two neighbours. */
  boolean mergeAny() {
    for (Shard lower : open()) {
      for (Shard upper : open()) {
        if (lower.endingHashKey().add(BigInteger.ONE).equals(upper.startingHashKey())) {
          merge(lower, upper);
          return true;
        }
      }
    }
    return false;
  }

  void merge(Shard lower, Shard upper) {
    close(lower.id());
    close(upper.id());
    add(lower.startingHashKey(), upper.endingHashKey(), List.of(lower.id(), upper.id()));
  }

  private Shard close(String id) {
    Shard open = shards.get(id);
    closedAt.put(id, world.time().nanos());
    world.note("world", () -> id + " of " + region + " closes");
    shards.put(
        id, new Shard(id, open.startingHashKey(), open.endingHashKey(), open.parents(), false));
    return open;
  }

  private void add(BigInteger from, BigInteger to, List<String> parents) {
    String id = String.format("shardId-%012d", made++);
    shards.put(id, new Shard(id, from, to, parents, true));
    records.put(id, new ArrayList<>());
  }

  private Shard route(OutgoingRecord put) {
    BigInteger hash =
        put.explicitHashKey()
            .orElseGet(() -> hashes.computeIfAbsent(put.partitionKey(), SimulatedStream::md5));
    return shards.values().stream()
        .filter(Shard::open)
        .filter(shard -> shard.startingHashKey().compareTo(hash) <= 0)
        .filter(shard -> shard.endingHashKey().compareTo(hash) >= 0)
        .findFirst()
        .orElseThrow();
  }

  private static BigInteger md5(String key) {
    try {
      byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
      return new BigInteger(1, MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
