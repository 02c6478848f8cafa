package io.farshore.producer;

import static io.farshore.producer.Rig.EAST;
import static io.farshore.producer.Rig.OHIO;
import static io.farshore.producer.Rig.phase;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.heartbeat.Heartbeat;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProducerTest {

  private final Rig rig = new Rig();

  @Test
  @DisplayName("every change reaches the active Region's stream, once, in key order")
  void writesTheLog() {
    rig.put(rig.active(1, EAST), rig.ohio);
    rig.log.commit(3000, 300);
    Producer producer = rig.started();
    assertThat(rig.east.changes()).hasSize(3000).doesNotHaveDuplicates();
    IntStream.range(0, 300).forEach(k -> assertThat(rig.east.numbers("k" + k)).isSorted());
    assertThat(rig.ohio.changes()).isEmpty();
    assertThat(phase(producer)).isEqualTo(ProducerPhase.WRITING);
    assertThat(producer.status().acknowledged()).isEqualTo(3000);
    assertThat(producer.status().lastError()).isEmpty();
    assertThat(rig.events.heard).containsExactly("followed 1", "resumed 1", "acknowledged 1");
  }

  @Test
  @DisplayName("a later epoch moves it to the other Region, from the epoch's resume point")
  void followsToTheOtherRegion() {
    rig.put(rig.active(1, EAST), rig.ohio);
    rig.log.commit(100, 5);
    rig.started();
    rig.put(rig.active(2, OHIO, Watermark.at(rig.log.change(40).commitTimestamp())));
    rig.run(3);
    assertThat(rig.ohio.changes()).hasSize(60).contains("40@k0").doesNotContain("39@k4");
    assertThat(rig.ohio.report().epoch()).isEqualTo(new EpochId(2, OHIO));
    assertThat(rig.ohio.report().acknowledged()).isEqualTo(60);
  }

  @Test
  @DisplayName("the resume point is inclusive: a thousand changes at one timestamp come again")
  void resumesInclusive() {
    rig.put(rig.active(1, EAST), rig.ohio);
    rig.log.commit(10, 3);
    IntStream.range(0, 1000)
        .forEach(i -> rig.log.commit("t" + i % 50, Rig.COMMITS_FROM.plusSeconds(100)));
    rig.started();
    rig.put(rig.active(2, OHIO, Watermark.at(Rig.COMMITS_FROM.plusSeconds(100))));
    rig.run(3);
    assertThat(rig.ohio.changes()).hasSize(1000);
  }

  @Test
  @DisplayName("a resume point with a position goes exactly there")
  void resumesAtThePosition() {
    rig.put(rig.active(1, EAST), rig.ohio);
    IntStream.range(0, 1000).forEach(i -> rig.log.commit("t" + i % 3, Rig.COMMITS_FROM));
    rig.started();
    rig.put(rig.active(2, OHIO, rig.log.change(990).watermark()));
    rig.run(3);
    assertThat(rig.ohio.changes()).hasSize(10);
  }

  @Test
  @DisplayName("a new epoch in the same Region rewinds, and lowers the watermark first")
  void rewindsInTheSameRegion() {
    rig.put(rig.active(1, EAST), rig.ohio);
    rig.log.commit(100, 5);
    rig.started();
    Watermark from = rig.log.change(30).watermark();
    rig.put(rig.active(2, EAST, from));
    rig.run(3);
    assertThat(rig.east.numbers("k0"))
        .endsWith(30L, 35L, 40L, 45L, 50L, 55L, 60L, 65L, 70L, 75L, 80L, 85L, 90L, 95L);
    assertThat(rig.east.changes()).hasSize(170);
    assertThat(
            rig.east.heartbeats().stream()
                .filter(h -> h.epoch() == 2)
                .findFirst()
                .get()
                .watermark())
        .isEqualTo(from);
  }

  @Test
  @DisplayName("the state is written, with the low watermark fallen back, before anything else")
  void savesBeforeItWrites() {
    rig.log.commit(100, 5);
    rig.put(rig.active(1, EAST), rig.ohio);
    rig.started();
    rig.put(rig.active(2, OHIO, rig.log.change(40).watermark()));
    rig.state.onSave = () -> assertThat(rig.ohio.stream.records()).isEmpty();
    assertThat(rig.loop.runUntil(() -> rig.state.last().epoch().number() == 2)).isTrue();
    assertThat(rig.state.last().lowWatermark()).isEqualTo(rig.log.change(40).watermark());
    assertThat(rig.state.last().start()).isEqualTo(rig.log.change(0).watermark());
  }

  @Test
  @DisplayName(
      "a producer that slept through two flips comes back by the last epoch's resume point")
  void sleepsThroughTwoFlips() {
    rig.put(rig.active(1, EAST), rig.ohio);
    rig.log.commit(100, 5);
    rig.started();
    rig.east.reachable(false);
    rig.ohio.reachable(false);
    rig.log.commit(20, 5);
    rig.run(60);
    rig.put(rig.active(2, OHIO, rig.log.change(50).watermark()), rig.east);
    rig.put(rig.active(3, EAST, rig.log.change(70).watermark()), rig.ohio);
    int before = rig.east.changes().size();
    rig.east.reachable(true);
    rig.ohio.reachable(true);
    rig.run(5);
    assertThat(rig.ohio.changes()).isEmpty();
    assertThat(rig.east.changes()).hasSize(before + 50);
    assertThat(rig.east.numbers("k0").get(20)).isEqualTo(70);
  }

  @Test
  @DisplayName("restarted, it goes on from its low watermark in the same epoch")
  void restarts() {
    rig.put(rig.active(1, EAST), rig.ohio);
    rig.log.commit(100, 5);
    rig.started();
    Rig later = new Rig();
    later.put(later.active(1, EAST, Watermark.at(Rig.COMMITS_FROM)), later.ohio);
    later.state.saved.add(rig.state.last());
    later.log.commit(110, 5);
    Producer second = later.started();
    assertThat(later.east.changes()).hasSize(10);
    assertThat(second.status().resumedFrom()).contains(rig.log.change(99).watermarkAfter());
    assertThat(later.events.heard).doesNotContain("followed 1");
    assertThat(later.ohio.report().unansweredAt()).isPresent();
  }

  @Test
  @DisplayName("restarted, it does not follow a lower epoch, and writes nothing there")
  void restartNeverFollowsLower() {
    rig.state.saved.add(new ProducerState(new EpochId(3, EAST), Watermark.START, Watermark.START));
    rig.put(rig.active(2, OHIO), rig.east);
    rig.log.commit(10, 2);
    Producer producer = rig.started();
    assertThat(rig.ohio.stream.records()).isEmpty();
    assertThat(rig.east.stream.records()).isEmpty();
    assertThat(phase(producer)).isEqualTo(ProducerPhase.PAUSED);
    assertThat(producer.status().lastError().orElseThrow()).contains("epoch 3");
  }

  @Test
  @DisplayName("while a later epoch is fencing, its report still says what was acknowledged")
  void reportsTheEndOfTheEpochThatItLeaves() {
    rig.put(rig.active(1, EAST), rig.ohio);
    rig.log.commit(100, 5);
    rig.started();
    rig.put(rig.fencing(2, OHIO));
    rig.run(3);
    assertThat(rig.ohio.report().epoch().number()).isEqualTo(1);
    assertThat(rig.ohio.report().acknowledged()).isEqualTo(100);
    assertThat(rig.ohio.report().acknowledgedAt()).isPresent();
  }

  @Test
  @DisplayName("it reports the epoch that it has stopped for, until it follows it")
  void reportsWhatItHasHeardOf() {
    rig.put(rig.active(1, EAST), rig.ohio);
    rig.started();
    assertThat(rig.east.report().heard()).isEmpty();
    rig.put(rig.fencing(2, OHIO));
    rig.run(3);
    assertThat(rig.east.report().epoch()).isEqualTo(new EpochId(1, EAST));
    assertThat(rig.east.report().heard()).contains(new EpochId(2, OHIO));
    rig.put(rig.active(2, OHIO));
    rig.run(3);
    assertThat(rig.east.report().epoch()).isEqualTo(new EpochId(2, OHIO));
    assertThat(rig.east.report().heard()).isEmpty();
  }

  @Test
  @DisplayName("while a later epoch is fencing, nothing is written")
  void stopsWhileFencing() {
    rig.put(rig.active(1, EAST), rig.ohio);
    rig.log.commit(10, 2);
    Producer producer = rig.started();
    rig.put(rig.fencing(2, OHIO));
    rig.run(2);
    int records = rig.east.stream.records().size();
    rig.log.commit(10, 2);
    rig.run(5);
    assertThat(rig.east.stream.records()).hasSize(records);
    assertThat(phase(producer)).isEqualTo(ProducerPhase.PAUSED);
  }

  @Test
  @DisplayName("heartbeats reach every open shard, each with the exact low watermark")
  void heartbeatsAreExact() {
    rig.put(rig.active(1, EAST), rig.ohio);
    rig.log.commit(100, 5);
    rig.started();
    assertThat(rig.east.heartbeats().stream().map(Heartbeat::shardId).distinct()).hasSize(2);
    assertThat(rig.east.lastHeartbeat().watermark()).isEqualTo(rig.log.change(99).watermarkAfter());
  }

  @Test
  @DisplayName("one number in two Regions: the same one is the higher for everybody, with a rewind")
  void oneNumberInTwoRegions() {
    rig.put(rig.active(2, EAST), rig.ohio);
    rig.log.commit(100, 5);
    rig.started();
    rig.put(rig.active(2, OHIO, rig.log.change(40).watermark()), rig.east);
    rig.run(3);
    assertThat(rig.state.last().epoch()).isEqualTo(new EpochId(2, OHIO));
    assertThat(rig.ohio.changes()).hasSize(60);
  }

  @Test
  @DisplayName("a replica that still shows an earlier phase of the epoch stops nothing")
  void aStaleReplicaStopsNothing() {
    rig.put(rig.active(1, EAST), rig.ohio);
    rig.log.commit(10, 2);
    rig.started();
    rig.put(rig.active(2, OHIO, rig.log.change(4).watermark()));
    rig.east.epochs.put(Rig.STREAM, rig.fencing(2, OHIO));
    rig.run(3);
    rig.log.commit(10, 2);
    rig.run(3);
    assertThat(rig.ohio.changes()).hasSize(16).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("requests in flight are answered or given up before it writes in the next epoch")
  void waitsForItsOwnRequestsInFlight() {
    rig.put(rig.active(1, EAST), rig.ohio);
    rig.log.commit(20, 5);
    rig.started();
    rig.east.stream.faults().roundTrip(Duration.ofSeconds(10));
    rig.log.commit(5, 5);
    rig.run(1);
    rig.put(rig.active(2, EAST, rig.log.change(10).watermark()));
    rig.east.stream.faults().roundTrip(Duration.ofMillis(20));
    rig.run(3);
    assertThat(rig.east.numbers("k0")).containsExactly(0L, 5L, 10L, 15L);
    rig.run(15);
    assertThat(rig.east.numbers("k0")).containsExactly(0L, 5L, 10L, 15L, 20L, 10L, 15L, 20L);
  }

  @Test
  @DisplayName("a new epoch and its resume point are kept in one write")
  void followsInOneWrite() {
    rig.put(rig.active(1, EAST), rig.ohio);
    rig.log.commit(100, 5);
    rig.started();
    Watermark from = rig.log.change(30).watermark();
    rig.put(rig.active(2, EAST, from));
    rig.run(3);
    assertThat(rig.state.saved)
        .filteredOn(state -> state.epoch().number() == 2)
        .first()
        .isEqualTo(new ProducerState(new EpochId(2, EAST), from, rig.log.change(0).watermark()));
  }
}
