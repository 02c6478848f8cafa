package io.farshore.core.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.core.epoch.EpochId;
import io.farshore.core.lease.Lease;
import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.PutResult.Acknowledged;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import io.farshore.core.testing.Fault;
import io.farshore.core.testing.InMemoryStream;
import io.farshore.core.testing.VirtualEventLoop;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Relaxed ordering")
class RelaxedOrderingTest {

  private static final String THROTTLED = "ProvisionedThroughputExceededException";
  private static final Duration ROUND_TRIP = Duration.ofMillis(70);

  private final VirtualEventLoop loop = new VirtualEventLoop();
  private final Region region = new Region("us-east-2");
  private final InMemoryStream stream =
      new InMemoryStream(new StreamName("orders"), region, 4, loop);
  private final KeyOrderedWriter writer = writer();

  private KeyOrderedWriter writer() {
    stream.faults().roundTrip(ROUND_TRIP);
    Lease lease =
        new Lease(
            new EpochId(1, region), loop.wallTime(), loop.monotonicNanos(), Duration.ofHours(1));
    return new KeyOrderedWriter(
        stream,
        loop,
        new SplittableRandom(1),
        () -> Optional.of(lease),
        WriterSettings.defaults(Duration.ofSeconds(1)).with(Ordering.RELAXED));
  }

  private CompletableFuture<Acknowledged> write(String key, String data) {
    return writer.write(
        OutgoingRecord.of(key, ByteBuffer.wrap(data.getBytes(StandardCharsets.UTF_8))));
  }

  private List<String> written() {
    return stream.records().stream()
        .map(record -> StandardCharsets.UTF_8.decode(record.data().duplicate()).toString())
        .toList();
  }

  private void refuseOnce(String... data) {
    Set<String> left = new HashSet<>(Set.of(data));
    stream.refuse(
        put ->
            left.remove(StandardCharsets.UTF_8.decode(put.data().duplicate()).toString())
                ? Optional.of(THROTTLED)
                : Optional.empty());
  }

  @Test
  void sends_many_of_a_key_in_one_call_in_order_and_the_next_call_waits() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      all.add("a" + i);
      write("a", "a" + i);
    }

    loop.runUntilIdle();

    assertThat(stream.callSizes()).containsExactly(500, 500, 200);
    assertThat(written()).isEqualTo(all);
    assertThat(loop.wallTime()).isEqualTo(VirtualEventLoop.START.plus(ROUND_TRIP.multipliedBy(3)));
  }

  @Test
  void sends_a_refused_record_and_all_of_its_key_behind_it_again_so_that_the_last_one_is_last() {
    refuseOnce("a1");
    List<CompletableFuture<Acknowledged>> futures = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      futures.add(write("a", "a" + i));
    }
    CompletableFuture<Acknowledged> other = write("b", "b0");

    loop.runUntil(other::isDone);
    assertThat(futures.get(0)).isCompleted();
    assertThat(futures.get(2)).as("taken, but behind a refused one").isNotDone();
    loop.runUntilIdle();

    assertThat(written().stream().filter(data -> data.startsWith("a")))
        .containsExactly("a0", "a2", "a3", "a1", "a2", "a3");
    assertThat(futures).allMatch(CompletableFuture::isDone);
  }

  @Test
  void a_barrier_goes_when_all_before_it_are_acknowledged() {
    refuseOnce("a1");
    write("a", "a0");
    write("a", "a1");
    write("a", "a2");
    writer.writeWhenAllBeforeAreAcknowledged(
        OutgoingRecord.of("beat", ByteBuffer.wrap("beat".getBytes(StandardCharsets.UTF_8))));
    write("a", "a3");

    loop.runUntilIdle();

    List<Integer> sizes = stream.callSizes();
    assertThat(sizes.get(sizes.size() - 1)).as("the barrier comes alone, at last").isEqualTo(1);
    assertThat(writer.pending()).isZero();
    assertThat(written()).containsSubsequence("a1", "a2", "a3").contains("beat");
  }

  @Test
  void a_call_without_an_answer_is_sent_again_whole() {
    stream.faults().next(Fault.ANSWER_LOST);
    write("a", "a0");
    write("a", "a1");

    loop.runUntilIdle();

    assertThat(written()).containsExactly("a0", "a1", "a0", "a1");
    assertThat(writer.pending()).isZero();
  }

  @Test
  void stopping_fails_what_waits_behind_a_refused_record() {
    refuseOnce("a0");
    CompletableFuture<Acknowledged> first = write("a", "a0");
    CompletableFuture<Acknowledged> second = write("a", "a1");
    loop.advance(Duration.ofMillis(50));

    writer.stop();
    loop.runUntilIdle();

    assertThat(first).isCompletedExceptionally();
    assertThat(second).isCompletedExceptionally();
    assertThat(writer.quiet()).isCompleted();
  }
}
