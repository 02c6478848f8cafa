package io.farshore.core.failover;

import static io.farshore.core.failover.Given.ORDERS;
import static io.farshore.core.failover.Given.OTHER_SHARD;
import static io.farshore.core.failover.Given.SHARD;
import static io.farshore.core.failover.Given.Y;
import static io.farshore.core.failover.Given.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.core.epoch.NamedShard;
import io.farshore.core.heartbeat.EpochMarker;
import io.farshore.core.heartbeat.FarshoreRecords;
import io.farshore.core.stream.StreamRecord;
import io.farshore.core.testing.Fault;
import io.farshore.core.testing.InMemoryStream;
import io.farshore.core.testing.VirtualEventLoop;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Open the epoch:")
class OpenEpochTest {

  private static final Duration LOOK_LASTS = Duration.ofSeconds(3);

  private final VirtualEventLoop loop = new VirtualEventLoop();
  private final InMemoryStream stream = new InMemoryStream(ORDERS, Y, 2, loop);

  private Map<String, NamedShard> open() {
    return open(stream);
  }

  private Map<String, NamedShard> open(InMemoryStream marked) {
    return loop.await(
            () ->
                new OpenEpoch(marked, loop, LOOK_LASTS, 3)
                    .open(id(2, Y), () -> CompletableFuture.completedFuture(true)))
        .orElseThrow();
  }

  @Test
  void everyOpenShardGetsItsMarkerAndIsNamedWithItsSequenceNumber() {
    Map<String, NamedShard> named = open();
    assertThat(named).containsOnlyKeys(SHARD, OTHER_SHARD);
    for (String shardId : named.keySet()) {
      StreamRecord marker = stream.records(shardId).get(0);
      assertThat(FarshoreRecords.decode(marker.data()))
          .contains(new EpochMarker(2, Y, shardId, VirtualEventLoop.START));
      assertThat(named.get(shardId))
          .isEqualTo(new NamedShard.Open(marker.sequenceNumber(), java.util.List.of()));
    }
  }

  @Test
  @DisplayName("a closed shard that is still listed is named closed (4a)")
  void aClosedShardIsNamedClosed() {
    stream.split(SHARD);
    Map<String, NamedShard> named = open();
    assertThat(named.get(SHARD)).isInstanceOf(NamedShard.Closed.class);
    assertThat(named).hasSize(4);
  }

  @Test
  @DisplayName("a shard that closes between the listing and its marker is named closed")
  void aShardThatClosesMeanwhileIsNamedClosed() {
    stream.faults().roundTrip(Duration.ofMillis(20));
    loop.after(Duration.ofMillis(25), () -> stream.split(SHARD));
    Map<String, NamedShard> named = open();
    assertThat(named).containsOnlyKeys(SHARD, OTHER_SHARD);
    assertThat(named.get(SHARD)).isInstanceOf(NamedShard.Closed.class);
    assertThat(named.get(OTHER_SHARD)).isInstanceOf(NamedShard.Open.class);
  }

  @Test
  void aMarkerThatIsRefusedIsSentAgainAndNoOther() {
    AtomicInteger refusals = new AtomicInteger(1);
    stream.refuse(
        put ->
            put.partitionKey().endsWith(OTHER_SHARD) && refusals.getAndDecrement() > 0
                ? Optional.of("ProvisionedThroughputExceededException")
                : Optional.empty());
    assertThat(open()).hasSize(2);
    assertThat(stream.records(SHARD)).hasSize(1);
    assertThat(stream.records(OTHER_SHARD)).hasSize(1);
  }

  @Test
  void anAnswerThatIsLostLeavesTheLaterMarkerAsTheOne() {
    stream.faults().by(call -> Fault.NONE);
    AtomicInteger puts = new AtomicInteger();
    stream
        .faults()
        .by(
            call ->
                call.equals("put") && puts.incrementAndGet() == 1 ? Fault.ANSWER_LOST : Fault.NONE);
    Map<String, NamedShard> named = open();
    assertThat(stream.records(SHARD)).hasSize(2);
    assertThat(((NamedShard.Open) named.get(SHARD)).marker())
        .isEqualTo(stream.records(SHARD).get(1).sequenceNumber());
  }

  @Test
  void itGivesUpAfterSoManyAttempts() {
    stream.refuse(put -> Optional.of("InternalFailure"));
    assertThatThrownBy(this::open)
        .isInstanceOf(OpenEpoch.MarkersNotTaken.class)
        .hasMessageContaining("2 markers")
        .hasMessageContaining("InternalFailure");
    assertThat(stream.callSizes()).hasSize(3);
  }

  @Test
  @DisplayName("on a look that took too long nothing is sent, and it looks again (C)")
  void anOldLookIsTakenAnew() {
    AtomicInteger looks = new AtomicInteger();
    Optional<Map<String, NamedShard>> named =
        loop.await(
            () ->
                new OpenEpoch(stream, loop, LOOK_LASTS, 3)
                    .open(
                        id(2, Y),
                        () ->
                            looks.incrementAndGet() == 1
                                ? after(LOOK_LASTS.plusMillis(1), true)
                                : CompletableFuture.completedFuture(false)));
    assertThat(named).isEmpty();
    assertThat(looks).hasValue(2);
    assertThat(stream.callSizes()).isEmpty();
  }

  @Test
  void aLookThatIsJustYoungEnoughCounts() {
    Optional<Map<String, NamedShard>> named =
        loop.await(
            () ->
                new OpenEpoch(stream, loop, LOOK_LASTS, 1)
                    .open(id(2, Y), () -> after(LOOK_LASTS, true)));
    assertThat(named.orElseThrow()).hasSize(2);
  }

  @Test
  @DisplayName("calls of one round that come too long after the look wait for another one (C)")
  void aLookCountsForNoCallThatStartsTooLate() {
    InMemoryStream wide = new InMemoryStream(ORDERS, Y, 501, loop);
    wide.faults().roundTrip(LOOK_LASTS.plusMillis(1));
    AtomicInteger looks = new AtomicInteger();
    Optional<Map<String, NamedShard>> named =
        loop.await(
            () ->
                new OpenEpoch(wide, loop, LOOK_LASTS, 3)
                    .open(
                        id(2, Y),
                        () -> CompletableFuture.completedFuture(looks.incrementAndGet() > 0)));
    assertThat(named.orElseThrow()).hasSize(501);
    assertThat(looks).hasValue(2);
    assertThat(wide.callSizes()).containsExactly(500, 1);
  }

  private CompletableFuture<Boolean> after(Duration time, boolean may) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    loop.after(time, () -> answer.complete(may));
    return answer;
  }

  @Test
  void moreThanFiveHundredShardsTakeSeveralCalls() {
    InMemoryStream wide = new InMemoryStream(ORDERS, Y, 501, loop);
    Map<String, NamedShard> named = open(wide);
    assertThat(named).hasSize(501);
    assertThat(wide.callSizes()).containsExactly(500, 1);
  }
}
