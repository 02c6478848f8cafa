package io.farshore.core.replication;

import static io.farshore.core.replication.TwoRegions.PRODUCER;
import static io.farshore.core.replication.TwoRegions.STREAM;
import static io.farshore.core.replication.TwoRegions.X;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.checkpoint.TakenWatermark;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.commit.CommitTimestamp;
import io.farshore.core.commit.CommitTimestampReader;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.StreamRecord;
import io.farshore.core.testing.Fault;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

@Label("The checkpoint covers only what is in the target (D), whatever fails")
class AcknowledgedPrefixPropertyTest {

  private static final Instant BASE = Instant.parse("2026-01-01T00:00:00Z");

  @Property(tries = 100)
  @Label("after each batch: all up to the checkpoint, and all below the watermark, is in Y")
  void neverAhead(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 120) int changes,
      @ForAll @IntRange(min = 1, max = 30) int keys,
      @ForAll @IntRange(min = 0, max = 70) int badPercent) {
    SplittableRandom random = new SplittableRandom(seed);
    TwoRegions regions = new TwoRegions(2);
    regions.writer = regions.writer.givingUpAfter(Duration.ofMillis(random.nextInt(1, 400)));
    regions.openEpoch(1);
    produce(regions, random, changes, keys);
    weather(regions, random, badPercent);

    for (int round = 0; round < 4; round++) {
      for (var shard : regions.source.shardsNow()) {
        List<StreamRecord> records = regions.source.records(shard.id());
        Optional<SequenceNumber> firstNotCopied = attempt(regions, random, shard.id(), records);
        assertCheckpointIsCovered(regions, shard.id(), records, firstNotCopied);
      }
    }
  }

  /** One producer: heartbeats carry the number of the next change as their timestamp. */
  private static void produce(TwoRegions regions, SplittableRandom random, int changes, int keys) {
    for (int i = 0; i < changes; i++) {
      regions.change("key" + random.nextInt(keys), BASE.plusSeconds(i).toString());
      if (random.nextInt(5) == 0) {
        var shards = regions.source.shardsNow();
        String shard = shards.get(random.nextInt(shards.size())).id();
        regions.heartbeat(1, shard, Watermark.at(BASE.plusSeconds(i + 1)));
      }
    }
  }

  private static void weather(TwoRegions regions, SplittableRandom random, int badPercent) {
    SplittableRandom weather = random.split();
    regions.target.faults().roundTrip(() -> Duration.ofMillis(1 + weather.nextInt(200)));
    regions.target.refuse(
        put ->
            weather.nextInt(100) < badPercent ? Optional.of("InternalFailure") : Optional.empty());
    regions
        .target
        .faults()
        .by(
            call ->
                weather.nextInt(200) >= badPercent
                    ? Fault.NONE
                    : weather.nextBoolean() ? Fault.ANSWER_LOST : Fault.UNREACHABLE);
    regions
        .checkpointsY
        .faults()
        .by(call -> weather.nextInt(10) == 0 ? Fault.ANSWER_LOST : Fault.NONE);
  }

  private static Optional<SequenceNumber> attempt(
      TwoRegions regions, SplittableRandom random, String shardId, List<StreamRecord> records) {
    int size = 1 + random.nextInt(records.size());
    SourceBatch batch = new SourceBatch(shardId, records.subList(0, size));
    try {
      Outcome.Copied copied =
          (Outcome.Copied)
              regions.replicate(batch, Duration.ofMillis(2_500 + random.nextInt(2_000)));
      return copied.firstNotCopied().or(() -> after(records, size));
    } catch (RuntimeException e) {
      return Optional.of(records.get(0).sequenceNumber());
    }
  }

  private static Optional<SequenceNumber> after(List<StreamRecord> records, int size) {
    return size == records.size()
        ? Optional.empty()
        : Optional.of(records.get(size).sequenceNumber());
  }

  private static void assertCheckpointIsCovered(
      TwoRegions regions,
      String shardId,
      List<StreamRecord> records,
      Optional<SequenceNumber> firstNotCopied) {
    Set<ByteBuffer> inTarget = new HashSet<>();
    regions.written().forEach(record -> inTarget.add(record.data()));
    ShardCheckpoint item = regions.checkpointsY.now(STREAM, X).get(shardId);
    Optional<SequenceNumber> place =
        Optional.ofNullable(item).flatMap(ShardCheckpoint::sequenceNumber);
    TakenWatermark taken = item == null ? null : item.watermarks().get(PRODUCER);
    Instant below = taken == null ? Instant.MIN : taken.watermark().commitTimestamp().orElseThrow();
    List<StreamRecord> changes = records.subList(1, records.size());
    for (StreamRecord record : changes) {
      boolean covered =
          place.filter(at -> !record.sequenceNumber().isAfter(at)).isPresent()
              || firstNotCopied.isEmpty()
              || firstNotCopied.get().isAfter(record.sequenceNumber());
      if (covered || isBelow(record, below)) {
        assertThat(inTarget).contains(record.data());
      }
    }
  }

  private static boolean isBelow(StreamRecord record, Instant watermark) {
    var reader = CommitTimestampReader.at("/commitTimestamp");
    boolean heartbeat = record.partitionKey().startsWith("farshore");
    return !heartbeat
        && reader.read(record.data()) instanceof CommitTimestamp.Read read
        && read.instant().isBefore(watermark);
  }
}
