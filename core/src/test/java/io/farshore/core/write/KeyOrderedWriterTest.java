package io.farshore.core.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KeyOrderedWriterTest {

  private static final String THROTTLED = "ProvisionedThroughputExceededException";
  private static final Duration ROUND_TRIP = Duration.ofMillis(70);
  private static final WriterSettings SETTINGS = WriterSettings.defaults(Duration.ofSeconds(1));

  private final VirtualEventLoop loop = new VirtualEventLoop();
  private final Region region = new Region("us-east-2");
  private final InMemoryStream stream =
      new InMemoryStream(new StreamName("orders"), region, 4, loop);
  private Optional<Lease> lease = Optional.of(lease(Duration.ofHours(1)));

  private Lease lease(Duration life) {
    return new Lease(new EpochId(1, region), loop.wallTime(), loop.monotonicNanos(), life);
  }

  private KeyOrderedWriter writer(WriterSettings settings) {
    stream.faults().roundTrip(ROUND_TRIP);
    return new KeyOrderedWriter(stream, loop, new SplittableRandom(1), () -> lease, settings);
  }

  private static OutgoingRecord record(String key, String data) {
    return OutgoingRecord.of(key, ByteBuffer.wrap(data.getBytes(StandardCharsets.UTF_8)));
  }

  private List<String> written() {
    return stream.records().stream().map(KeyOrderedWriterTest::text).toList();
  }

  private static String text(StreamRecord record) {
    return StandardCharsets.UTF_8.decode(record.data().duplicate()).toString();
  }

  @Test
  void a_call_holds_a_key_at_most_once_and_the_next_waits_for_the_acknowledgement() {
    KeyOrderedWriter writer = writer(SETTINGS);
    for (int i = 0; i < 3; i++) {
      writer.write(record("a", "a" + i));
      writer.write(record("b", "b" + i));
    }

    loop.runUntilIdle();

    assertThat(stream.callSizes()).containsExactly(2, 2, 2);
    assertThat(written()).containsSubsequence("a0", "a1", "a2").containsSubsequence("b0", "b1");
    assertThat(loop.wallTime()).isEqualTo(VirtualEventLoop.START.plus(ROUND_TRIP.multipliedBy(3)));
  }

  @Test
  void many_keys_fill_many_calls_at_a_time() {
    KeyOrderedWriter writer = writer(SETTINGS.withMostCallsInFlight(4));
    for (int i = 0; i < 4_000; i++) {
      writer.write(record("key" + i, "x"));
    }

    loop.runUntilIdle();

    assertThat(stream.callSizes()).hasSize(8).containsOnly(500);
    assertThat(loop.wallTime()).isEqualTo(VirtualEventLoop.START.plus(ROUND_TRIP.multipliedBy(2)));
  }

  @Test
  void a_call_stays_below_the_limit_of_bytes_and_a_larger_record_goes_alone() {
    KeyOrderedWriter writer =
        writer(
            new WriterSettings(
                Duration.ofSeconds(1),
                Ordering.STRICT,
                1,
                500,
                100,
                Duration.ZERO,
                Duration.ZERO,
                Optional.empty()));
    writer.write(record("a", "x".repeat(40)));
    writer.write(record("b", "x".repeat(40)));
    writer.write(record("c", "x".repeat(40)));
    writer.write(record("d", "x".repeat(200)));

    loop.runUntilIdle();

    assertThat(stream.callSizes()).containsExactly(2, 1, 1);
  }

  @Test
  void a_refused_record_stops_its_key_and_nothing_else() {
    KeyOrderedWriter writer = writer(SETTINGS);
    Set<String> refusedOnce = new HashSet<>(Set.of("a0"));
    stream.refuse(
        put ->
            refusedOnce.remove(StandardCharsets.UTF_8.decode(put.data().duplicate()).toString())
                ? Optional.of(THROTTLED)
                : Optional.empty());
    writer.write(record("a", "a0"));
    writer.write(record("a", "a1"));
    CompletableFuture<Acknowledged> b0 = writer.write(record("b", "b0"));
    CompletableFuture<Acknowledged> b1 = writer.write(record("b", "b1"));

    loop.runUntil(b1::isDone);
    assertThat(b0).isCompleted();
    loop.runUntilIdle();

    assertThat(written()).containsSubsequence("a0", "a1").hasSize(4);
    assertThat(writer.counts().throttled()).isEqualTo(1);
    assertThat(writer.counts().retries()).isEqualTo(1);
  }

  @Test
  void a_call_without_an_answer_is_sent_again_in_order_whether_it_was_applied_or_not() {
    KeyOrderedWriter writer = writer(SETTINGS);
    stream.faults().next(Fault.ANSWER_LOST, Fault.UNREACHABLE);
    writer.write(record("a", "a0"));
    CompletableFuture<Acknowledged> last = writer.write(record("a", "a1"));

    loop.runUntilIdle();

    assertThat(last).isCompleted();
    assertThat(written()).containsExactly("a0", "a0", "a1");
    assertThat(writer.counts().failedCalls()).isEqualTo(2);
  }

  @Test
  void a_barrier_waits_for_all_before_it_and_holds_nothing_up_behind_it() {
    KeyOrderedWriter writer = writer(SETTINGS);
    stream.faults().next(Fault.UNREACHABLE);
    writer.write(record("a", "a0"));
    loop.advance(Duration.ofMillis(1));
    CompletableFuture<Acknowledged> barrier =
        writer.writeWhenAllBeforeAreAcknowledged(record("beat", "beat"));
    CompletableFuture<Acknowledged> behind = writer.write(record("b", "b0"));

    loop.runUntil(behind::isDone);
    assertThat(barrier).isNotDone();
    assertThat(written()).containsExactly("b0");
    loop.runUntilIdle();

    assertThat(barrier).isCompleted();
    List<String> byTime =
        stream.records().stream()
            .sorted((x, y) -> x.sequenceNumber().compareTo(y.sequenceNumber()))
            .map(KeyOrderedWriterTest::text)
            .toList();
    assertThat(byTime).containsExactly("b0", "a0", "beat");
  }

  @Test
  void barriers_do_not_wait_for_each_other() {
    KeyOrderedWriter writer = writer(SETTINGS);
    writer.write(record("a", "a0"));
    for (int i = 0; i < 16; i++) {
      writer.writeWhenAllBeforeAreAcknowledged(record("beat" + i, "beat"));
    }

    loop.runUntilIdle();

    assertThat(stream.callSizes()).containsExactly(1, 16);
  }

  @Test
  void a_record_of_a_barriers_key_waits_for_the_barrier() {
    KeyOrderedWriter writer = writer(SETTINGS);
    writer.write(record("a", "a0"));
    writer.writeWhenAllBeforeAreAcknowledged(record("beat", "beat1"));
    writer.write(record("beat", "beat2"));

    loop.runUntilIdle();

    assertThat(written()).containsSubsequence("beat1", "beat2").hasSize(3);
  }

  @Test
  void no_call_starts_that_the_lease_does_not_cover_to_its_end() {
    lease = Optional.of(lease(Duration.ofMillis(1_100)));
    KeyOrderedWriter writer = writer(SETTINGS);
    writer.write(record("a", "a0"));
    loop.advance(Duration.ofMillis(101));
    CompletableFuture<Acknowledged> late = writer.write(record("a", "a1"));
    loop.advance(Duration.ofMinutes(1));
    assertThat(written()).containsExactly("a0");
    assertThat(late).isNotDone();

    lease = Optional.of(lease(Duration.ofSeconds(10)));
    writer.leaseRenewed();
    loop.runUntilIdle();

    assertThat(late).isCompleted();
  }

  @Test
  void a_wall_clock_that_jumps_ends_the_lease_too() {
    lease = Optional.of(lease(Duration.ofSeconds(10)));
    KeyOrderedWriter writer = writer(SETTINGS);
    loop.jumpWallClock(Duration.ofSeconds(10));
    CompletableFuture<Acknowledged> frozen = writer.write(record("a", "a0"));

    loop.runUntilIdle();

    assertThat(frozen).isNotDone();
    assertThat(stream.callSizes()).isEmpty();
  }

  @Test
  void stopping_fails_what_is_not_sent_and_waits_for_what_is() {
    KeyOrderedWriter writer = writer(SETTINGS);
    CompletableFuture<Acknowledged> sent = writer.write(record("a", "a0"));
    CompletableFuture<Acknowledged> waiting = writer.write(record("a", "a1"));
    CompletableFuture<Acknowledged> barrier =
        writer.writeWhenAllBeforeAreAcknowledged(record("beat", "beat"));
    loop.advance(Duration.ofMillis(1));

    writer.stop();
    CompletableFuture<Void> quiet = writer.quiet();

    assertThatThrownBy(waiting::join).hasCauseInstanceOf(WriterStopped.class);
    assertThatThrownBy(barrier::join).hasCauseInstanceOf(WriterStopped.class);
    assertThat(sent).isNotDone();
    assertThat(quiet).isNotDone();
    loop.runUntilIdle();
    assertThat(sent).isCompleted();
    assertThat(quiet).isCompleted();
    assertThatThrownBy(() -> writer.write(record("c", "c0")).join())
        .hasCauseInstanceOf(WriterStopped.class);
    assertThat(written()).containsExactly("a0");
  }

  @Test
  void a_record_in_flight_without_an_answer_is_not_sent_again_once_stopped() {
    KeyOrderedWriter writer = writer(SETTINGS);
    stream.faults().next(Fault.ANSWER_LOST);
    CompletableFuture<Acknowledged> sent = writer.write(record("a", "a0"));
    loop.advance(Duration.ofMillis(1));
    writer.stop();

    loop.runUntilIdle();

    assertThatThrownBy(sent::join).hasCauseInstanceOf(WriterStopped.class);
    assertThat(writer.quiet()).isCompleted();
    assertThat(written()).containsExactly("a0");
  }

  @Test
  void a_record_given_up_ends_its_key_and_the_barriers_behind_it_but_no_other_key() {
    KeyOrderedWriter writer = writer(SETTINGS.givingUpAfter(Duration.ofSeconds(3)));
    stream.refuse(
        put -> put.partitionKey().equals("a") ? Optional.of("InternalFailure") : Optional.empty());
    List<CompletableFuture<Acknowledged>> lost = new ArrayList<>();
    lost.add(writer.write(record("a", "a0")));
    lost.add(writer.write(record("a", "a1")));
    lost.add(writer.writeWhenAllBeforeAreAcknowledged(record("beat", "beat1")));
    CompletableFuture<Acknowledged> other = writer.write(record("b", "b0"));

    loop.runUntilIdle();
    lost.add(writer.write(record("a", "a2")));
    lost.add(writer.writeWhenAllBeforeAreAcknowledged(record("beat", "beat2")));

    assertThat(other).isCompleted();
    assertThat(lost)
        .allSatisfy(
            future -> assertThatThrownBy(future::join).hasCauseInstanceOf(NotAcknowledged.class));
    assertThat(written()).containsExactly("b0");
    assertThat(writer.pending()).isZero();
    assertThat(loop.wallTime()).isAfter(VirtualEventLoop.START.plusSeconds(3));
  }

  @Test
  void a_key_that_ends_at_a_barrier_lets_what_is_before_the_barrier_through() {
    KeyOrderedWriter writer = writer(SETTINGS.givingUpAfter(Duration.ofMillis(1)));
    stream.refuse(
        put -> put.partitionKey().equals("a") ? Optional.of("InternalFailure") : Optional.empty());
    writer.write(record("a", "a0"));
    CompletableFuture<Acknowledged> before = writer.write(record("beat", "before"));
    CompletableFuture<Acknowledged> barrier =
        writer.writeWhenAllBeforeAreAcknowledged(record("beat", "beat"));
    CompletableFuture<Acknowledged> behind = writer.write(record("beat", "behind"));

    loop.runUntilIdle();

    assertThat(before).isCompleted();
    assertThat(barrier).isCompletedExceptionally();
    assertThat(behind).isCompletedExceptionally();
    assertThat(written()).containsExactly("before");
    assertThat(writer.pending()).isZero();
  }

  @Test
  void a_full_writer_of_ten_thousand_records_takes_little_work() {
    KeyOrderedWriter writer = writer(SETTINGS);
    List<CompletableFuture<Acknowledged>> all = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      all.add(writer.write(record("key" + i % 2_000, "x")));
    }
    loop.runUntilIdle();

    assertThat(all).allMatch(CompletableFuture::isDone);
    assertThat(writer.counts().calls()).isBetween(20L, 40L);
    assertThat(Duration.between(VirtualEventLoop.START, loop.wallTime()))
        .isLessThanOrEqualTo(ROUND_TRIP.multipliedBy(6));
  }
}
