package io.farshore.core.testing;

import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.PutResult;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.RegionalStream;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.Shard;
import io.farshore.core.stream.StreamName;
import io.farshore.core.stream.StreamRecord;
import io.farshore.core.time.EventLoop;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One stream in one Region, with Kinesis's routing by hash key, splits, merges and partial
 * failures. A call is applied after half of its round trip.
 */
public final class InMemoryStream implements RegionalStream {

  private static final BigInteger HASHES = BigInteger.TWO.pow(128);

  private final StreamName name;
  private final Region region;
  private final EventLoop loop;
  private final Faults faults;
  private final Map<String, Shard> shards = new LinkedHashMap<>();
  private final Map<String, List<StreamRecord>> records = new HashMap<>();
  private final List<Integer> callSizes = new ArrayList<>();
  private Function<OutgoingRecord, Optional<String>> refusal = put -> Optional.empty();
  private int shardsMade;
  private long lastSequenceNumber = 1_000;

  /** A stream of so many open shards that share the hash keys evenly. */
  public InMemoryStream(StreamName name, Region region, int openShards, EventLoop loop) {
    this.name = name;
    this.region = region;
    this.loop = loop;
    this.faults = new Faults(loop);
    BigInteger width = HASHES.divide(BigInteger.valueOf(openShards));
    for (int i = 0; i < openShards; i++) {
      BigInteger from = width.multiply(BigInteger.valueOf(i));
      BigInteger to = i == openShards - 1 ? HASHES : from.add(width);
      addShard(from, to.subtract(BigInteger.ONE), List.of());
    }
  }

  /** Its weather. */
  public Faults faults() {
    return faults;
  }

  /** Records for which the function names an error code are refused, from now on. */
  public void refuse(Function<OutgoingRecord, Optional<String>> codeByRecord) {
    refusal = codeByRecord;
  }

  /** How many records each {@code put} that arrived held, in order. */
  public List<Integer> callSizes() {
    return List.copyOf(callSizes);
  }

  /** All shards as they are now, parents before children. */
  public List<Shard> shardsNow() {
    return List.copyOf(shards.values());
  }

  /** The records of one shard, oldest first. */
  public List<StreamRecord> records(String shardId) {
    return List.copyOf(records.get(shardId));
  }

  /** All records, shard by shard, parents before children. */
  public List<StreamRecord> records() {
    return shards.keySet().stream().flatMap(id -> records.get(id).stream()).toList();
  }

  /** Appends a record at once. */
  public PutResult.Acknowledged append(OutgoingRecord put) {
    Shard shard = route(put);
    SequenceNumber next = new SequenceNumber(BigInteger.valueOf(++lastSequenceNumber));
    ByteBuffer copy = ByteBuffer.allocate(put.data().remaining());
    copy.put(put.data().duplicate()).flip();
    records
        .get(shard.id())
        .add(new StreamRecord(put.partitionKey(), copy.asReadOnlyBuffer(), next, loop.wallTime()));
    return new PutResult.Acknowledged(shard.id(), next);
  }

  /** Splits an open shard in the middle; returns the ids of its children. */
  public List<String> split(String shardId) {
    Shard parent = close(shardId);
    BigInteger middle = parent.startingHashKey().add(parent.endingHashKey()).shiftRight(1);
    return List.of(
        addShard(parent.startingHashKey(), middle, List.of(shardId)),
        addShard(middle.add(BigInteger.ONE), parent.endingHashKey(), List.of(shardId)));
  }

  /** Merges two open shards, the lower one first; returns the id of their child. */
  public String merge(String lower, String upper) {
    Shard a = close(lower);
    Shard b = close(upper);
    return addShard(a.startingHashKey(), b.endingHashKey(), List.of(lower, upper));
  }

  /** Forgets a shard, as Kinesis does with a closed one after the retention. */
  public void forget(String shardId) {
    shards.remove(shardId);
    records.remove(shardId);
  }

  private Shard close(String shardId) {
    Shard open = shards.get(shardId);
    if (!open.open()) {
      throw new IllegalArgumentException(shardId + " is closed");
    }
    shards.put(
        shardId,
        new Shard(shardId, open.startingHashKey(), open.endingHashKey(), open.parents(), false));
    return open;
  }

  private String addShard(BigInteger from, BigInteger to, List<String> parents) {
    String id = String.format("shardId-%012d", shardsMade++);
    shards.put(id, new Shard(id, from, to, parents, true));
    records.put(id, new ArrayList<>());
    return id;
  }

  private Shard route(OutgoingRecord put) {
    BigInteger hash = put.explicitHashKey().orElseGet(() -> md5(put.partitionKey()));
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

  @Override
  public Region region() {
    return region;
  }

  @Override
  public StreamName name() {
    return name;
  }

  @Override
  public CompletableFuture<List<Shard>> shards() {
    return call("shards", this::shardsNow);
  }

  @Override
  public CompletableFuture<List<PutResult>> put(List<OutgoingRecord> puts) {
    List<OutgoingRecord> sent = List.copyOf(puts);
    if (sent.isEmpty() || sent.size() > 500) {
      throw new IllegalArgumentException("A PutRecords call takes 1 to 500, not " + sent.size());
    }
    return call(
        "put",
        () -> {
          callSizes.add(sent.size());
          return sent.stream().map(this::putOne).toList();
        });
  }

  private PutResult putOne(OutgoingRecord put) {
    Optional<String> code = refusal.apply(put);
    return code.isPresent() ? new PutResult.Refused(code.get()) : append(put);
  }

  @Override
  public CompletableFuture<List<StreamRecord>> readAfter(
      String shardId, SequenceNumber sequenceNumber, int limit) {
    return call(
        "readAfter",
        () ->
            records.get(shardId).stream()
                .filter(found -> found.sequenceNumber().isAfter(sequenceNumber))
                .limit(limit)
                .toList());
  }

  @Override
  public CompletableFuture<Summary> summary() {
    int open = (int) shards.values().stream().filter(Shard::open).count();
    return call("summary", () -> new Summary("ACTIVE", open, 24, VirtualEventLoop.START));
  }

  private <T> CompletableFuture<T> call(String method, Supplier<T> apply) {
    return faults.call(
        method,
        apply,
        () ->
            new CallFailed(
                method + " in " + region + " failed", new IOException("injected fault")));
  }
}
