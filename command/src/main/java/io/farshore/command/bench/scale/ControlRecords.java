package io.farshore.command.bench.scale;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.aws.AwsAdapters;
import io.farshore.core.checkpoint.CheckpointTable;
import io.farshore.core.checkpoint.LowWatermark;
import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.checkpoint.TakenWatermark;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.EpochTable;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.ThreadEventLoop;
import io.farshore.lab.Lab;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Epochs and checkpoints of streams of any size, in the lab's tables, and how long it takes to read
 * them.
 */
final class ControlRecords {

  private static final Region REGION = new Region("us-east-1");
  private static final ProducerId PRODUCER = new ProducerId("bench");
  private static final int READS = 15;
  private static final int AT_ONCE = 16;
  private static final int READ_UNIT_BYTES = 4096;

  /** As long as Kinesis's. */
  private static final SequenceNumber MARKER =
      SequenceNumber.of("49668465000000000000000000000000000000000000000000000002");

  private final Lab lab;
  private final ThreadEventLoop loop;
  private final EpochTable epochs;
  private final CheckpointTable checkpoints;
  private final LongSupplier nanoTime;

  ControlRecords(Lab lab, AwsAdapters aws, ThreadEventLoop loop, LongSupplier nanoTime) {
    this.lab = lab;
    this.loop = loop;
    this.epochs = aws.epochTable(REGION);
    this.checkpoints = aws.checkpointTable(REGION);
    this.nanoTime = nanoTime;
  }

  /**
   * What was measured of one stream.
   *
   * @param shards open ones
   * @param epochs that the stream has had
   * @param epochBytes of one epoch's item, as DynamoDB counts
   * @param controlUnits read units of one control read or lease read
   * @param controlMillis median of its time
   * @param checkpointBytes of one shard's checkpoint
   * @param watermarkUnits read units of reading all checkpoints
   * @param watermarkMillis median of its time
   * @param minimumMicros median of the time that the minimum over all shards takes
   * @param markerCalls calls of PutRecords that an opening takes
   */
  record Measured(
      int shards,
      int epochs,
      long epochBytes,
      long controlUnits,
      double controlMillis,
      long checkpointBytes,
      long watermarkUnits,
      double watermarkMillis,
      double minimumMicros,
      int markerCalls) {}

  /** Makes a stream, and measures. */
  Measured measure(int shards, int numberOfEpochs) {
    StreamName stream = new StreamName("s-" + shards + "-" + numberOfEpochs);
    Instant now = loop.wallTime();
    Map<String, NamedShard> named = new HashMap<>();
    for (int i = 0; i < shards; i++) {
      named.put(shardId(i), new NamedShard.Open(MARKER, List.of()));
    }
    for (int number = 1; number <= numberOfEpochs; number++) {
      EpochId id = new EpochId(number, REGION);
      await(() -> epochs.create(stream, Epoch.fencing(id, "bench", Optional.empty(), now)));
      Map<ProducerId, Watermark> resume = Map.of(PRODUCER, Watermark.at(now));
      await(() -> epochs.activate(stream, id, named, resume, now));
    }
    enter(stream, shards, numberOfEpochs, now);
    return read(stream, shards, numberOfEpochs);
  }

  private void enter(StreamName stream, int shards, int epoch, Instant now) {
    for (int from = 0; from < shards; from += AT_ONCE) {
      int first = from;
      await(
          () -> {
            CompletableFuture<?>[] some =
                new CompletableFuture<?>[Math.min(AT_ONCE, shards - first)];
            for (int i = 0; i < some.length; i++) {
              some[i] = checkpoints.advance(stream, REGION, checkpoint(first + i, epoch, now));
            }
            return CompletableFuture.allOf(some);
          });
    }
  }

  private static ShardCheckpoint checkpoint(int index, int epoch, Instant now) {
    return new ShardCheckpoint(
        shardId(index),
        epoch,
        Optional.of(MARKER),
        Optional.of(now),
        Map.of(PRODUCER, new TakenWatermark(Watermark.at(now.minusMillis(index)), now)),
        now,
        Optional.of(now),
        List.of(),
        false);
  }

  private Measured read(StreamName stream, int shards, int numberOfEpochs) {
    double control = median(() -> await(() -> epochs.inForce(stream)));
    double watermark = median(() -> await(() -> checkpoints.shards(stream, REGION)));
    Epoch last = await(() -> epochs.epochs(stream)).lastOpened().orElseThrow();
    Map<String, ShardCheckpoint> items = await(() -> checkpoints.shards(stream, REGION));
    double minimum = median(() -> new LowWatermark(last, items).of(PRODUCER, Watermark.START));
    long epochBytes = bytes("kdsActiveRegionConfig", stream) / numberOfEpochs;
    long checkpointBytes = bytes("kdsReplicationCheckpoint", stream) / shards;
    return new Measured(
        shards,
        numberOfEpochs,
        epochBytes,
        units(epochBytes),
        control,
        checkpointBytes,
        units(checkpointBytes * shards),
        watermark,
        minimum * 1e3,
        (shards + 499) / 500);
  }

  private static long units(long bytes) {
    return (bytes + READ_UNIT_BYTES - 1) / READ_UNIT_BYTES;
  }

  private double median(Supplier<?> work) {
    double[] millis = new double[READS];
    for (int i = 0; i < READS; i++) {
      long begun = nanoTime.getAsLong();
      work.get();
      millis[i] = (nanoTime.getAsLong() - begun) / 1e6;
    }
    Arrays.sort(millis);
    return millis[READS / 2];
  }

  private long bytes(String table, StreamName stream) {
    return lab.items(REGION.name(), table).stream()
        .filter(item -> item.at("/streamName/S").asText().equals(stream.value()))
        .mapToLong(ControlRecords::bytes)
        .sum();
  }

  /** As DynamoDB counts: names and values, and 3 bytes and 1 an entry for a map or list. */
  private static long bytes(JsonNode members) {
    long sum = 0;
    for (Map.Entry<String, JsonNode> member : members.properties()) {
      sum += member.getKey().length() + value(member.getValue());
    }
    return sum;
  }

  private static long value(JsonNode typed) {
    Map.Entry<String, JsonNode> value = typed.properties().iterator().next();
    switch (value.getKey()) {
      case "M":
        return 3 + value.getValue().size() + bytes(value.getValue());
      case "L":
        long sum = 3 + value.getValue().size();
        for (JsonNode each : value.getValue()) {
          sum += value(each);
        }
        return sum;
      case "N":
        return value.getValue().asText().length() / 2 + 1;
      case "S":
        return value.getValue().asText().length();
      default:
        return 1;
    }
  }

  private static String shardId(int index) {
    return "shardId-%012d".formatted(index);
  }

  private <T> T await(Supplier<CompletableFuture<T>> call) {
    return loop.await(call);
  }
}
