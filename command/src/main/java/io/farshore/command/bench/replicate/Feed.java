package io.farshore.command.bench.replicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.heartbeat.FarshoreRecords;
import io.farshore.core.heartbeat.Heartbeat;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Shard;
import io.farshore.lab.kinesis.ShardInfo;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Writes a workload to the source, in its order, on the calling thread. With limits each shard gets
 * no more than it takes, so that nothing is refused and the order stays.
 */
final class Feed {

  private static final int MOST_RECORDS = 500;
  private static final int MOST_BYTES = 5 << 20;
  private static final long TICK_NANOS = 20_000_000;

  /** A shard takes a second's worth at once: who stood still for longer may not make it up. */
  private static final double MOST_BEHIND_SECONDS = 0.5;

  private static final long HEARTBEAT_MILLIS = 1_000;
  private static final ProducerId PRODUCER = new ProducerId("bench");

  private final BenchLab lab;
  private final Workload workload;
  private final int bytes;
  private final Written written;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final int[] nth;
  private int next;
  private Instant nextHeartbeats = Instant.MIN;

  /** What was written when. Told before the write, so that a record is never there too early. */
  interface Written {
    void written(int number, int keyIndex, int nth, Instant at);
  }

  Feed(
      BenchLab lab,
      Workload workload,
      int bytes,
      Written written,
      Clock clock,
      LongSupplier nanoTime) {
    this.lab = lab;
    this.workload = workload;
    this.bytes = bytes;
    this.written = written;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.nth = new int[workload.keys().size()];
  }

  /** Writes on up to a record, as fast as it goes. */
  void upTo(int end) {
    while (next < end) {
      write(Math.min(end - next, inOneCall()));
    }
  }

  /** Writes on up to a record, so many a second in all, with a heartbeat a second and shard. */
  void upTo(int end, double perSecond) {
    int first = next;
    long begun = nanoTime.getAsLong();
    while (next < end) {
      heartbeats();
      double seconds = (nanoTime.getAsLong() - begun) / 1e9;
      double behind = seconds - (next - first) / perSecond;
      if (behind > MOST_BEHIND_SECONDS) {
        begun += (long) ((behind - MOST_BEHIND_SECONDS) * 1e9);
      }
      int due =
          (int) Math.min(end, next + (long) (Math.min(behind, MOST_BEHIND_SECONDS) * perSecond));
      while (next < due) {
        write(Math.min(due - next, inOneCall()));
      }
      LockSupport.parkNanos(TICK_NANOS);
    }
    heartbeats();
  }

  private int inOneCall() {
    return Math.max(1, Math.min(MOST_RECORDS, MOST_BYTES / bytes));
  }

  private void write(int count) {
    ArrayNode records = JsonNodeFactory.instance.arrayNode(count);
    Instant now = clock.instant();
    for (int i = 0; i < count; i++) {
      int key = workload.order()[next];
      BenchRecord one = new BenchRecord(next, ++nth[key]);
      written.written(next, key, one.nth(), now);
      ObjectNode entry = records.addObject();
      entry.put("PartitionKey", workload.keys().get(key));
      entry.put("Data", one.data(now, bytes));
      next++;
    }
    put(records);
  }

  private void put(ArrayNode records) {
    ObjectNode input = JsonNodeFactory.instance.objectNode().put("StreamName", BenchLab.STREAM);
    input.set("Records", records);
    JsonNode answer = lab.call(BenchLab.FIRST, "kinesis", "PutRecords", input);
    if (answer.path("FailedRecordCount").asInt() > 0) {
      throw new IllegalStateException(
          "The source refused records: it is fed faster than its shards take");
    }
  }

  /** Everything written before is acknowledged: calls are made one after the other. */
  private void heartbeats() {
    Instant now = clock.instant();
    if (now.isBefore(nextHeartbeats)) {
      return;
    }
    nextHeartbeats = now.plusMillis(HEARTBEAT_MILLIS);
    ArrayNode records = JsonNodeFactory.instance.arrayNode();
    for (ShardInfo info : lab.lab().reader().shards(BenchLab.stream(BenchLab.FIRST))) {
      Shard shard =
          new Shard(info.shardId(), info.startingHashKey(), info.endingHashKey(), List.of(), true);
      var heartbeat =
          FarshoreRecords.heartbeat(
              new Heartbeat(PRODUCER, Watermark.at(now), 1, shard.id(), now), shard);
      ObjectNode entry = records.addObject();
      entry.put("PartitionKey", heartbeat.partitionKey());
      entry.put(
          "ExplicitHashKey", heartbeat.explicitHashKey().map(BigInteger::toString).orElseThrow());
      entry.put("Data", heartbeat.data().array());
    }
    put(records);
  }
}
