package io.farshore.producer;

import static io.farshore.producer.Rig.EAST;
import static io.farshore.producer.Rig.OHIO;
import static io.farshore.producer.Rig.phase;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.heartbeat.FarshoreRecords;
import io.farshore.core.heartbeat.Heartbeat;
import io.farshore.core.lease.Fenced;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Shard;
import io.farshore.core.testing.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LeaseAndHeartbeatTest {

  private final Rig rig = new Rig();

  @BeforeEach
  void openEpoch() {
    rig.put(rig.active(1, EAST), rig.ohio);
  }

  @Test
  @DisplayName("the Region's own table is lost: writing ends with the lease, and goes on after it")
  void pausesWithoutLease() {
    Producer producer = rig.started();
    Instant lost = rig.loop.wallTime();
    rig.east.epochs.faults().all(Fault.UNREACHABLE);
    for (int i = 0; i < 30; i++) {
      rig.log.commit(5, 5);
      rig.run(1);
    }
    assertThat(phase(producer)).isEqualTo(ProducerPhase.PAUSED);
    assertThat(rig.east.stream.records())
        .extracting(put -> put.arrivedAt())
        .allMatch(at -> at.isBefore(lost.plus(Rig.LEASE)));
    assertThat(rig.ohio.report().phase()).isEqualTo(ProducerPhase.PAUSED);
    rig.east.epochs.faults().all(Fault.NONE);
    rig.run(5);
    assertThat(rig.east.changes()).hasSize(150).doesNotHaveDuplicates();
    assertThat(rig.events.heard).containsSubsequence("resumed 1", "paused", "resumed 1");
  }

  @Test
  @DisplayName("fenced in its Region's table it writes no more, though it still follows the epoch")
  void stopsWhenFenced() {
    Producer producer = rig.started();
    rig.ohio.reachable(false);
    rig.east.epochs.put(Rig.STREAM, rig.fencing(2, OHIO));
    rig.run(4);
    int records = rig.east.stream.records().size();
    rig.log.commit(10, 2);
    rig.run(20);
    assertThat(rig.east.stream.records()).hasSize(records);
    assertThat(phase(producer)).isEqualTo(ProducerPhase.PAUSED);
  }

  @Test
  @DisplayName("a frozen process wakes with a jumped wall clock: no write before a new lease")
  void wallClockEndsTheLease() {
    rig.started();
    rig.run(0.5);
    rig.east.epochs.faults().all(Fault.UNREACHABLE);
    rig.loop.jumpWallClock(Duration.ofMinutes(5));
    int records = rig.east.stream.records().size();
    rig.log.commit(10, 2);
    rig.run(5);
    assertThat(rig.east.stream.records()).hasSize(records);
    rig.east.epochs.faults().all(Fault.NONE);
    rig.run(5);
    assertThat(rig.east.changes()).hasSize(10);
  }

  @Test
  @DisplayName("a heartbeat carries the first change without an answer, whatever came after it")
  void heartbeatNeverOvertakes() {
    rig.east.stream.refuse(
        put -> put.partitionKey().equals("k3") ? Optional.of("InternalFailure") : Optional.empty());
    rig.log.commit(20, 5);
    rig.started();
    rig.run(3);
    assertThat(rig.east.changes()).hasSize(16);
    assertThat(rig.east.heartbeats())
        .extracting(Heartbeat::watermark)
        .allMatch(watermark -> !rig.log.change(3).watermark().isBelow(watermark));
    assertThat(rig.east.lastHeartbeat().watermark()).isEqualTo(rig.log.change(3).watermark());
    rig.east.stream.refuse(put -> Optional.empty());
    rig.run(5);
    assertThat(rig.east.lastHeartbeat().watermark()).isEqualTo(rig.log.change(19).watermarkAfter());
  }

  @Test
  @DisplayName("at every heartbeat, all changes below it are in the stream before it")
  void heartbeatsAreTrueInTheStream() {
    rig.log.commit(400, 20);
    rig.east.stream.faults().next(Fault.ANSWER_LOST, Fault.UNREACHABLE);
    rig.settings =
        new ProducerSettings(
            Duration.ofMillis(50),
            Rig.LEASE,
            Duration.ofSeconds(1),
            4,
            60,
            1 << 20,
            Duration.ofMillis(10),
            Duration.ofSeconds(5));
    rig.started();
    rig.run(5);
    Set<Integer> before = new HashSet<>();
    int beats = 0;
    var ordered =
        rig.east.stream.records().stream()
            .sorted((a, b) -> a.sequenceNumber().compareTo(b.sequenceNumber()))
            .toList();
    for (var put : ordered) {
      var farshore = FarshoreRecords.decode(put.data());
      if (farshore.isPresent() && farshore.get() instanceof Heartbeat heartbeat) {
        beats++;
        int below = Integer.parseInt(heartbeat.watermark().position().orElse("0"));
        assertThat(IntStream.range(0, below)).allMatch(before::contains);
      } else {
        before.add(Integer.parseInt(Rig.text(put).split("@")[0]));
      }
    }
    assertThat(beats).isGreaterThan(20);
    assertThat(rig.east.changes()).contains("399@k19");
  }

  @Test
  @DisplayName("after a split the children get heartbeats; the closed parent is left out")
  void heartbeatsFollowSplits() {
    rig.started();
    List<String> children = rig.east.stream.split("shardId-000000000000");
    // Before the shards are listed again by themselves.
    rig.run(2.5);
    assertThat(
            rig.east.stream.shardsNow().stream()
                .filter(Shard::open)
                .map(Shard::id)
                .filter(id -> rig.east.heartbeats().stream().anyMatch(h -> h.shardId().equals(id))))
        .containsAll(children)
        .hasSize(3);
  }

  @Test
  @DisplayName("two producers on one stream keep their watermarks apart")
  void twoProducers() {
    ProducerId second = new ProducerId("p2");
    MemoryLog otherLog = new MemoryLog();
    otherLog.commit(7, 7);
    rig.log.commit(30, 3);
    rig.started();
    rig.producer(second, otherLog, new Rig.MemoryState()).start();
    rig.run(4);
    assertThat(rig.east.changes()).hasSize(37);
    assertThat(rig.east.lastHeartbeat().watermark()).isEqualTo(rig.log.change(29).watermarkAfter());
    List<Heartbeat> others = rig.east.heartbeats(second);
    assertThat(others.get(others.size() - 1).watermark())
        .isEqualTo(otherLog.change(6).watermarkAfter());
  }

  @Test
  @DisplayName("a Region that does not answer is not reached, and stops nothing else")
  void reportsWhatItReaches() {
    rig.started();
    assertThat(rig.east.report().reaches()).containsExactlyInAnyOrder(EAST, OHIO);
    rig.ohio.stream.faults().all(Fault.UNREACHABLE);
    rig.log.commit(10, 2);
    rig.run(3);
    assertThat(rig.east.report().reaches()).containsExactly(EAST);
    assertThat(rig.ohio.report().reaches()).containsExactly(EAST);
    assertThat(rig.east.changes()).hasSize(10);
    rig.ohio.stream.faults().all(Fault.NONE);
    rig.run(3);
    assertThat(rig.east.report().reaches()).containsExactlyInAnyOrder(EAST, OHIO);
  }

  @Test
  @DisplayName("one Region is lost: it follows what the other one says, there alone")
  void failsOverWithoutTheLostRegion() {
    rig.log.commit(100, 5);
    rig.started();
    rig.east.reachable(false);
    rig.log.commit(50, 5);
    rig.run(2);
    Watermark from = rig.log.change(80).watermark();
    rig.put(rig.active(2, OHIO, from));
    rig.run(5);
    assertThat(rig.ohio.changes()).hasSize(70);
    assertThat(rig.ohio.report().epoch().number()).isEqualTo(2);
    assertThat(rig.ohio.report().reaches()).containsExactly(OHIO);
  }

  @Test
  @DisplayName("answers that come late, of an earlier epoch's requests, count for nothing")
  void ignoresLateAnswers() {
    rig.started();
    rig.east.stream.faults().roundTrip(Duration.ofSeconds(1));
    rig.log.commit(10, 10);
    rig.run(0.6);
    Watermark from = rig.log.change(0).watermark();
    rig.put(rig.active(2, OHIO, from));
    rig.ohio.stream.faults().all(Fault.UNREACHABLE);
    rig.run(5);
    assertThat(rig.east.changes()).hasSize(10);
    assertThat(rig.state.last().epoch().number()).isEqualTo(2);
    assertThat(rig.state.last().lowWatermark()).isEqualTo(from);
    assertThat(rig.ohio.report().acknowledged()).isZero();
    assertThat(rig.events.heard).doesNotContain("acknowledged 1");
  }

  @Test
  @DisplayName("a lease ends at once where another epoch is named, but outlives a lost table")
  void endsTheLease() {
    List<Throwable> refusals = new ArrayList<>();
    LeaseHolder holder =
        new LeaseHolder(
            rig.east.ports(),
            Rig.STREAM,
            new EpochId(1, EAST),
            rig.loop,
            rig.settings,
            () -> {},
            refusals::add);
    holder.keep();
    rig.run(1);
    assertThat(holder.covers()).isTrue();
    rig.east.epochs.faults().all(Fault.UNREACHABLE);
    rig.run(5);
    assertThat(holder.covers()).isTrue();
    assertThat(refusals).isNotEmpty();
    rig.east.epochs.faults().all(Fault.NONE);
    rig.east.epochs.put(Rig.STREAM, rig.fencing(2, OHIO));
    rig.run(1.1);
    assertThat(holder.covers()).isFalse();
    assertThat(refusals.get(refusals.size() - 1)).isInstanceOf(Fenced.class);
  }
}
