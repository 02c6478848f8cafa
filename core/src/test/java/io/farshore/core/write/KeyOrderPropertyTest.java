package io.farshore.core.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.core.epoch.EpochId;
import io.farshore.core.lease.Lease;
import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.PutResult.Acknowledged;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import io.farshore.core.stream.StreamRecord;
import io.farshore.core.testing.Fault;
import io.farshore.core.testing.InMemoryStream;
import io.farshore.core.testing.VirtualEventLoop;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

@Label("Key order (guarantee B) under partial failures, lost answers and answers out of order")
class KeyOrderPropertyTest {

  private static final Region REGION = new Region("us-east-2");

  @Property(tries = 150)
  @Label("drop for each key what is at or below the highest seen: what is left is the sequence")
  void orderByKey(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 200) int records,
      @ForAll @IntRange(min = 1, max = 12) int keys,
      @ForAll @IntRange(min = 1, max = 8) int callsInFlight,
      @ForAll @IntRange(min = 0, max = 60) int refusedPercent,
      @ForAll @IntRange(min = 0, max = 40) int lostPercent) {
    VirtualEventLoop loop = new VirtualEventLoop();
    SplittableRandom random = new SplittableRandom(seed);
    InMemoryStream stream = badStream(loop, random, refusedPercent, lostPercent);
    Lease lease =
        new Lease(
            new EpochId(1, REGION), loop.wallTime(), loop.monotonicNanos(), Duration.ofDays(1));
    var settings =
        new WriterSettings(
            Duration.ofSeconds(1),
            Ordering.STRICT,
            callsInFlight,
            7,
            10_000,
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            Optional.empty());
    var writer =
        new KeyOrderedWriter(stream, loop, random.split(), () -> Optional.of(lease), settings);

    List<CompletableFuture<Acknowledged>> all = new ArrayList<>();
    List<CompletableFuture<Boolean>> barriersInTime = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      if (i % 17 == 16) {
        List<CompletableFuture<Acknowledged>> before = List.copyOf(all);
        barriersInTime.add(
            writer
                .writeWhenAllBeforeAreAcknowledged(record("barrier" + i, i))
                .thenApply(place -> before.stream().allMatch(CompletableFuture::isDone)));
      }
      all.add(writer.write(record("key" + random.nextInt(keys), i)));
      loop.advance(Duration.ofMillis(random.nextInt(10)));
    }
    loop.runUntilIdle();

    assertThat(all).allMatch(CompletableFuture::isDone);
    assertThat(barriersInTime).allMatch(CompletableFuture::join);
    assertThat(writer.pending()).isZero();
    assertInOrder(stream, records);
  }

  private static InMemoryStream badStream(
      VirtualEventLoop loop, SplittableRandom random, int refusedPercent, int lostPercent) {
    InMemoryStream stream = new InMemoryStream(new StreamName("s"), REGION, 3, loop);
    SplittableRandom weather = random.split();
    stream.faults().roundTrip(() -> Duration.ofMillis(2 + weather.nextInt(150)));
    stream.refuse(
        put ->
            weather.nextInt(100) < refusedPercent
                ? Optional.of("ProvisionedThroughputExceededException")
                : Optional.empty());
    stream
        .faults()
        .by(
            call ->
                weather.nextInt(100) >= lostPercent
                    ? Fault.NONE
                    : weather.nextBoolean() ? Fault.ANSWER_LOST : Fault.UNREACHABLE);
    return stream;
  }

  /** The data is the record's number, so a key's sequence is its numbers ascending. */
  private static void assertInOrder(InMemoryStream stream, int records) {
    Map<String, Integer> highest = new HashMap<>();
    List<Integer> kept = new ArrayList<>();
    for (StreamRecord found : stream.records()) {
      int number = found.data().getInt(0);
      boolean barrier = found.partitionKey().startsWith("barrier");
      if (!barrier && number > highest.getOrDefault(found.partitionKey(), -1)) {
        highest.put(found.partitionKey(), number);
        kept.add(number);
      } else if (!barrier) {
        assertThat(kept).as("a repeat, not a record out of order").contains(number);
      }
    }
    assertThat(kept).hasSize(records);
  }

  private static OutgoingRecord record(String key, int number) {
    return OutgoingRecord.of(key, ByteBuffer.allocate(4).putInt(0, number));
  }
}
