package io.farshore.core.failover;

import static io.farshore.core.failover.Given.ORDERS;
import static io.farshore.core.failover.Given.P1;
import static io.farshore.core.failover.Given.T0;
import static io.farshore.core.failover.Given.X;
import static io.farshore.core.failover.Given.Y;
import static io.farshore.core.failover.Given.active;
import static io.farshore.core.failover.Given.at;
import static io.farshore.core.failover.Given.fencing;
import static io.farshore.core.failover.Given.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.core.checkpoint.ReplicaUnavailable;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.epoch.Phase;
import io.farshore.core.failover.ActivateEpoch.Result;
import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.testing.Fault;
import io.farshore.core.testing.InMemoryEpochTable;
import io.farshore.core.testing.InMemoryStream;
import io.farshore.core.testing.VirtualEventLoop;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Activate:")
class ActivateEpochTest {

  private final VirtualEventLoop loop = new VirtualEventLoop();
  private final InMemoryEpochTable table = new InMemoryEpochTable(Y, loop);
  private final InMemoryStream stream = new InMemoryStream(ORDERS, Y, 2, loop);
  private final ActivateEpoch activation =
      new ActivateEpoch(table, new OpenEpoch(stream, loop, Duration.ofSeconds(3), 3), loop);
  private final Map<ProducerId, Watermark> resumeFrom = Map.of(P1, Watermark.at(at(5), "17"));

  private Result activate() {
    return loop.await(() -> activation.activate(ORDERS, id(2, Y), resumeFrom));
  }

  @Test
  void aFencingEpochIsOpenedAndActivatedInOneWrite() {
    table.put(ORDERS, active(1, X, T0));
    table.put(ORDERS, fencing(2, Y, T0));
    Result result = activate();
    Epoch epoch = table.now(ORDERS).find(id(2, Y)).orElseThrow();
    assertThat(result).isEqualTo(new Result.Activated(epoch, true));
    assertThat(epoch.phase()).isEqualTo(Phase.ACTIVE);
    assertThat(epoch.resumeFrom()).isEqualTo(resumeFrom);
    assertThat(epoch.shards()).hasSize(2);
    assertThat(epoch.activatedAt()).contains(VirtualEventLoop.START);
  }

  @Test
  void anEpochThatIsActiveAlreadyIsSuccessWithoutAMarker() {
    table.put(ORDERS, active(2, Y, T0));
    assertThat(activate())
        .isEqualTo(new Result.Activated(table.now(ORDERS).find(id(2, Y)).orElseThrow(), false));
    assertThat(stream.records()).isEmpty();
  }

  @Test
  @DisplayName("two executions at once: a refusal with the item ACTIVE is success")
  void theSlowerOfTwoSucceedsToo() {
    table.put(ORDERS, fencing(2, Y, T0));
    stream.faults().roundTrip(Duration.ofMillis(100));
    loop.after(Duration.ofMillis(50), () -> table.put(ORDERS, active(2, Y, T0)));
    assertThat(activate()).isInstanceOf(Result.Activated.class);
    assertThat(((Result.Activated) activate()).byThis()).isFalse();
    assertThat(table.now(ORDERS).find(id(2, Y)).orElseThrow().resumeFrom()).isEmpty();
  }

  @Test
  void aLaterEpochInForceSupersedesItAndNothingIsMarked() {
    table.put(ORDERS, fencing(2, Y, T0));
    table.put(ORDERS, fencing(3, X, T0));
    assertThat(activate()).isEqualTo(new Result.Superseded(id(3, X)));
    assertThat(stream.records()).isEmpty();
  }

  @Test
  void anEpochThatIsNotFencingCannotBeActivated() {
    table.put(ORDERS, Given.draining(2, Y, at(60)));
    assertThatThrownBy(this::activate)
        .isInstanceOf(ActivateEpoch.NotFencing.class)
        .hasMessageContaining("DRAINING");
  }

  @Test
  @DisplayName("a write whose answer is lost: the next attempt finds it made")
  void aLostAnswerIsFoundMade() {
    table.put(ORDERS, fencing(2, Y, T0));
    table.faults().by(call -> call.equals("activate") ? Fault.ANSWER_LOST : Fault.NONE);
    assertThatThrownBy(this::activate).isInstanceOf(ReplicaUnavailable.class);
    assertThat(activate()).isInstanceOf(Result.Activated.class);
  }

  @Test
  @DisplayName("held up between two rounds of markers: nothing is marked behind a later epoch")
  void nothingIsMarkedOnceItIsSuperseded() {
    table.put(ORDERS, fencing(2, Y, T0));
    stream.refuse(put -> Optional.of("InternalFailure"));
    loop.after(
        Duration.ofMillis(50),
        () -> {
          table.put(ORDERS, fencing(3, Y, T0));
          stream.refuse(put -> Optional.empty());
        });
    assertThat(activate()).isEqualTo(new Result.Superseded(id(3, Y)));
    assertThat(stream.records()).isEmpty();
    assertThat(table.now(ORDERS).find(id(2, Y)).orElseThrow().phase()).isEqualTo(Phase.FENCING);
  }

  @Test
  @DisplayName("two openings interleaved: no record of the epoch is at or below a marker it names")
  void whateverComesAfterTheActivationIsBehindTheMarkers() {
    for (int offset = 0; offset <= 200; offset += 5) {
      ActivateEpochTest round = new ActivateEpochTest();
      round.openTwice(Duration.ofMillis(offset));
    }
  }

  /** A producer writes as soon as the epoch is active, while the second opening still marks. */
  private void openTwice(Duration offset) {
    table.put(ORDERS, fencing(2, Y, T0));
    table.faults().roundTrip(Duration.ofMillis(10));
    stream.faults().roundTrip(Duration.ofMillis(60));
    loop.after(offset, () -> activation.activate(ORDERS, id(2, Y), resumeFrom));
    activation.activate(ORDERS, id(2, Y), resumeFrom);
    assertThat(loop.runUntil(() -> opened().phase() == Phase.ACTIVE)).isTrue();
    Map<String, NamedShard> named = opened().shards();
    for (int i = 0; i < 20; i++) {
      byte[] change = ("{\"key\":\"" + i + "\"}").getBytes(StandardCharsets.UTF_8);
      var place = stream.append(OutgoingRecord.of("" + i, ByteBuffer.wrap(change)));
      SequenceNumber marker = ((NamedShard.Open) named.get(place.shardId())).marker();
      assertThat(place.sequenceNumber()).isGreaterThan(marker);
      loop.advance(Duration.ofMillis(10));
    }
    assertThat(opened().shards()).isEqualTo(named);
  }

  private Epoch opened() {
    return table.now(ORDERS).find(id(2, Y)).orElseThrow();
  }
}
