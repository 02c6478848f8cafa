package io.farshore.core.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.core.epoch.EpochId;
import io.farshore.core.lease.Lease;
import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.PutResult.Acknowledged;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import io.farshore.core.testing.InMemoryStream;
import io.farshore.core.testing.VirtualEventLoop;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A shard that takes no more, 70 ms away")
class ThrottledShardTest {

  private static final WriterSettings SETTINGS = WriterSettings.defaults(Duration.ofSeconds(1));

  private final VirtualEventLoop loop = new VirtualEventLoop();
  private final Region region = new Region("us-west-2");
  private final LearnedTarget target = new LearnedTarget();

  private InMemoryStream stream(int shards) {
    InMemoryStream stream = new InMemoryStream(new StreamName("orders"), region, shards, loop);
    stream.faults().roundTrip(Duration.ofMillis(70));
    return stream;
  }

  private KeyOrderedWriter writer(InMemoryStream stream) {
    Lease lease =
        new Lease(
            new EpochId(1, region), loop.wallTime(), loop.monotonicNanos(), Duration.ofDays(1));
    return new KeyOrderedWriter(
        stream, loop, new SplittableRandom(1), () -> Optional.of(lease), SETTINGS, target);
  }

  private static OutgoingRecord record(String key, int size) {
    return OutgoingRecord.of(key, ByteBuffer.allocate(size));
  }

  private double seconds() {
    return Duration.between(VirtualEventLoop.START, loop.wallTime()).toMillis() / 1_000.0;
  }

  /** In batches, with a quarter of a second between them for what an invocation costs besides. */
  private void copy(InMemoryStream stream, int records, int ofBatch, int size) {
    for (int from = 0; from < records; from += ofBatch) {
      KeyOrderedWriter writer = writer(stream);
      for (int i = from; i < Math.min(records, from + ofBatch); i++) {
        writer.write(record("key" + i % 50_000, size));
      }
      CompletableFuture<Void> quiet = writer.quiet();
      loop.runUntil(quiet::isDone);
      loop.advance(Duration.ofMillis(250));
    }
  }

  @Test
  void is_kept_busy_at_its_limit_of_records_with_few_refusals() {
    InMemoryStream stream = stream(1);
    ShardLimit limit = ShardLimit.bucket(loop, record -> true);
    stream.refuse(limit);

    copy(stream, 60_000, 10_000, 200);

    // One second's worth is there at once.
    assertThat(59.0 / seconds()).isGreaterThan(0.97);
    assertThat(limit.refusals).as("refused, of 60,000 records").isLessThan(7_000);
    assertThat(stream.callSizes()).as("calls").hasSizeLessThan(1_000);
  }

  @Test
  void is_kept_busy_where_each_second_is_counted_anew() {
    InMemoryStream stream = stream(1);
    stream.refuse(ShardLimit.bySecond(loop, record -> true));

    copy(stream, 60_000, 10_000, 200);

    assertThat(60.0 / seconds()).isGreaterThan(0.97);
  }

  @Test
  void is_kept_busy_at_its_limit_of_bytes() {
    InMemoryStream stream = stream(1);
    stream.refuse(ShardLimit.bucket(loop, record -> true));
    double size = record("key12345", 20_000).size();

    copy(stream, 1_200, 300, 20_000);

    assertThat((1_200 * size / (1 << 20) - 1) / seconds()).isGreaterThan(0.95);
  }

  @Test
  void is_kept_busy_when_it_takes_less_than_a_shard_should() {
    InMemoryStream stream = stream(1);
    stream.refuse(ShardLimit.ofFactor(loop, 0.3));

    copy(stream, 9_000, 3_000, 200);

    assertThat((9_000 / 300.0 - 1) / seconds()).isGreaterThan(0.9);
  }

  @Test
  void holds_up_no_other_shard() {
    InMemoryStream stream = stream(4);
    String slow = stream.append(record("hot", 1)).shardId();
    stream.refuse(ShardLimit.bucket(loop, record -> stream.append(record).shardId().equals(slow)));
    KeyOrderedWriter writer = writer(stream);
    // Learns first that one shard of the four is full.
    for (int i = 0; i < 8_000; i++) {
      writer.write(record("before" + i, 10));
    }
    loop.advance(Duration.ofMillis(400));
    long start = loop.monotonicNanos();
    String free = "";
    for (int i = 0; free.isEmpty(); i++) {
      if (!stream.append(record("after" + i, 1)).shardId().equals(slow)) {
        free = "after" + i;
      }
    }

    CompletableFuture<Acknowledged> other = writer.write(record(free, 10));
    loop.runUntil(other::isDone);

    assertThat(Duration.ofNanos(loop.monotonicNanos() - start)).isLessThan(Duration.ofMillis(150));
    assertThat(writer.pending()).as("still waiting for the slow shard").isPositive();
  }

  @Test
  void goes_at_full_speed_again_when_it_takes_everything() {
    InMemoryStream stream = stream(1);
    stream.refuse(ShardLimit.bucket(loop, record -> true));
    copy(stream, 5_000, 5_000, 200);
    stream.refuse(record -> Optional.empty());
    loop.advance(Duration.ofSeconds(11));
    long start = loop.monotonicNanos();

    copy(stream, 10_000, 10_000, 200);

    assertThat(Duration.ofNanos(loop.monotonicNanos() - start)).isLessThan(Duration.ofSeconds(1));
  }
}
