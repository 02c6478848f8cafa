package io.farshore.producer;

import static io.farshore.producer.Rig.EAST;
import static io.farshore.producer.Rig.OHIO;
import static io.farshore.producer.Rig.phase;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.heartbeat.Heartbeat;
import io.farshore.core.stream.Shard;
import io.farshore.core.testing.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DrainTest {

  private final Rig rig = new Rig();
  private Producer producer;
  private Instant deadline;

  @BeforeEach
  void start() {
    rig.put(rig.active(1, EAST), rig.ohio);
    rig.log.commit(50, 5);
    producer = rig.started();
    deadline = rig.loop.wallTime().plusSeconds(30);
  }

  private void drain() {
    rig.put(rig.draining(2, OHIO, deadline));
    rig.run(3);
  }

  /** The last heartbeat of each open shard is the producer's last word there. */
  private List<Watermark> lastOfEachOpenShard() {
    return rig.east.stream.shardsNow().stream()
        .filter(Shard::open)
        .map(
            shard ->
                rig.east.heartbeats().stream()
                    .filter(heartbeat -> heartbeat.shardId().equals(shard.id()))
                    .reduce((a, b) -> b)
                    .map(Heartbeat::watermark)
                    .orElse(Watermark.START))
        .toList();
  }

  @Test
  @DisplayName("drains: reads no further, puts a last heartbeat into every shard, reports it")
  void drains() {
    drain();
    rig.log.commit(10, 5);
    rig.run(5);
    assertThat(rig.east.changes()).hasSize(50);
    assertThat(lastOfEachOpenShard()).containsOnly(rig.log.change(49).watermarkAfter());
    assertThat(rig.ohio.report().phase()).isEqualTo(ProducerPhase.DRAINED);
    assertThat(rig.ohio.report().lowWatermark()).isEqualTo(rig.log.change(49).watermarkAfter());
    assertThat(rig.events.heard).endsWith("flushing 2", "drained");
  }

  @Test
  @DisplayName("says when a request was given up without an answer, although it was sent again")
  void reportsDoubt() {
    rig.run(2);
    assertThat(rig.ohio.report().unansweredAt()).isEmpty();
    Instant before = rig.loop.wallTime();
    rig.log.commit(10, 5);
    rig.east.stream.faults().by(call -> call.equals("put") ? Fault.ANSWER_LOST : Fault.NONE);
    rig.run(2);
    rig.east.stream.faults().all(Fault.NONE);
    drain();
    assertThat(rig.ohio.report().phase()).isEqualTo(ProducerPhase.DRAINED);
    assertThat(rig.ohio.report().unansweredAt())
        .hasValueSatisfying(at -> assertThat(at).isAfterOrEqualTo(before));
  }

  @Test
  @DisplayName("is not drained while a change is unanswered")
  void waitsForAnswers() {
    rig.east.stream.refuse(
        put ->
            put.partitionKey().equals("k3")
                ? Optional.of("ProvisionedThroughputExceededException")
                : Optional.empty());
    rig.log.commit(10, 5);
    rig.run(1);
    drain();
    assertThat(phase(producer)).isEqualTo(ProducerPhase.FLUSHING);
    assertThat(rig.east.report().lowWatermark()).isEqualTo(rig.log.change(53).watermark());
    rig.east.stream.refuse(put -> Optional.empty());
    rig.run(5);
    assertThat(phase(producer)).isEqualTo(ProducerPhase.DRAINED);
    assertThat(rig.east.changes()).hasSize(60);
  }

  @Test
  @DisplayName("a shard that split while draining gets its last heartbeats in the children")
  void lastHeartbeatsFollowASplit() {
    rig.east.stream.split("shardId-000000000001");
    drain();
    assertThat(phase(producer)).isEqualTo(ProducerPhase.DRAINED);
    assertThat(lastOfEachOpenShard()).hasSize(3).containsOnly(rig.log.change(49).watermarkAfter());
  }

  @Test
  @DisplayName("the prepared epoch comes into force: follows it, and repeats nothing")
  void goesOverWithoutRepeats() {
    drain();
    rig.put(rig.fencing(2, OHIO));
    rig.run(2);
    assertThat(phase(producer)).isEqualTo(ProducerPhase.PAUSED);
    rig.put(rig.active(2, OHIO, rig.log.change(49).watermarkAfter()));
    rig.log.commit(10, 5);
    rig.run(3);
    assertThat(rig.ohio.changes()).hasSize(10);
    assertThat(rig.east.changes()).hasSize(50);
  }

  @Test
  @DisplayName("abandoned: goes on where it was, without repeats")
  void goesOnWhenAbandoned() {
    drain();
    rig.log.commit(10, 5);
    rig.put(rig.abandoned(2, OHIO));
    rig.run(3);
    assertThat(rig.east.changes()).hasSize(60).doesNotHaveDuplicates();
    assertThat(rig.east.report().phase()).isEqualTo(ProducerPhase.WRITING);
  }

  @Test
  @DisplayName("the standby is lost while draining: past the deadline by the own clock it goes on")
  void goesOnPastTheDeadline() {
    drain();
    rig.ohio.reachable(false);
    rig.log.commit(10, 5);
    rig.run(20);
    assertThat(rig.east.changes()).hasSize(50);
    rig.run(10);
    assertThat(rig.east.changes()).hasSize(60).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("a switchover after an abandoned one drains again")
  void drainsAgain() {
    drain();
    rig.put(rig.abandoned(2, OHIO));
    rig.log.commit(10, 5);
    rig.run(3);
    rig.put(rig.draining(3, OHIO, deadline.plusSeconds(60)));
    rig.run(3);
    assertThat(phase(producer)).isEqualTo(ProducerPhase.DRAINED);
    assertThat(lastOfEachOpenShard()).containsOnly(rig.log.change(59).watermarkAfter());
  }

  @Test
  @DisplayName("stopping it flushes, keeps the low watermark and reports STOPPED")
  void stops() {
    rig.log.commit(10, 5);
    rig.run(1);
    rig.log.commit(10, 5);
    rig.loop.await(producer::stop);
    assertThat(rig.east.report().phase()).isEqualTo(ProducerPhase.STOPPED);
    assertThat(rig.state.last().lowWatermark()).isEqualTo(rig.log.change(59).watermarkAfter());
    int calls = rig.east.stream.faults().calls();
    rig.run(5);
    assertThat(rig.east.stream.faults().calls()).isEqualTo(calls);
  }

  @Test
  @DisplayName("stopping it where nothing answers ends within a lease")
  void stopsWithoutAnswers() {
    rig.east.stream.faults().all(Fault.UNREACHABLE);
    rig.log.commit(10, 5);
    rig.run(1);
    rig.east.reachable(false);
    var stopped = producer.stop();
    rig.loop.advance(Rig.LEASE.plus(Duration.ofSeconds(2)));
    assertThat(stopped).isCompleted();
    assertThat(rig.state.last().lowWatermark()).isEqualTo(rig.log.change(50).watermark());
  }
}
