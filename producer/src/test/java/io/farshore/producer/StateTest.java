package io.farshore.producer;

import static io.farshore.producer.Rig.EAST;
import static io.farshore.producer.Rig.OHIO;
import static io.farshore.producer.Rig.phase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.EpochId;
import io.farshore.producer.ProducerStateStore.StateUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateTest {

  @TempDir private Path folder;

  private final Rig rig = new Rig();

  @Test
  @DisplayName("the file keeps all three, and a new producer has none")
  void keepsState() throws IOException {
    FileStateStore store = new FileStateStore(folder.resolve("state"));
    assertThat(store.load()).isEmpty();
    ProducerState state =
        new ProducerState(
            new EpochId(7, OHIO), Watermark.at(Rig.COMMITS_FROM, "12"), Watermark.START);
    store.save(new ProducerState(new EpochId(6, EAST), Watermark.START, Watermark.START));
    store.save(state);
    assertThat(store.load()).contains(state);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("state"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"epoch\":1}",
        "{\"epoch\":0,\"epochRegion\":\"us-east-1\",\"lowWatermark\":{},\"start\":{}}",
        "{\"epoch\":1,\"epochRegion\":\"us-east-1\",\"lowWatermark\":{\"position\":\"3\"},"
            + "\"start\":{}}",
        "{\"epoch\":1,\"epochRegion\":\"us-east-1\",\"lowWatermark\":"
            + "{\"commitTimestamp\":\"soon\"},\"start\":{}}"
      })
  @DisplayName("a file that can't be read is an error that names it, never a new start")
  void refusesUnreadableFiles(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("state"), content);
    FileStateStore store = new FileStateStore(file);
    assertThatThrownBy(store::load)
        .isInstanceOf(StateUnavailable.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("restore it");
    rig.put(rig.active(1, EAST), rig.ohio);
    rig.log.commit(10, 2);
    Producer producer = rig.producer(Rig.P1, rig.log, store);
    assertThatThrownBy(() -> rig.loop.await(producer::start)).isInstanceOf(StateUnavailable.class);
    rig.run(5);
    assertThat(rig.east.stream.records()).isEmpty();
  }

  @Test
  @DisplayName("a folder that is not there fails the write, and says so")
  void namesTheFolder() {
    FileStateStore store = new FileStateStore(folder.resolve("none").resolve("state"));
    ProducerState state = new ProducerState(new EpochId(1, EAST), Watermark.START, Watermark.START);
    assertThatThrownBy(() -> store.save(state))
        .isInstanceOf(StateUnavailable.class)
        .hasMessageContaining("writable");
  }

  @Test
  @DisplayName("while its state can't be written it does not follow, and writes nothing")
  void doesNotFollowWithoutState() {
    rig.put(rig.active(1, EAST), rig.ohio);
    rig.log.commit(10, 2);
    rig.state.onSave =
        () -> {
          throw new StateUnavailable("disk full", null);
        };
    Producer producer = rig.started();
    assertThat(rig.east.stream.records()).isEmpty();
    assertThat(producer.status().lastError()).contains("disk full");
    rig.state.onSave = () -> {};
    rig.run(3);
    assertThat(rig.east.changes()).hasSize(10);
    assertThat(producer.status().lastError()).isEmpty();
  }

  @Test
  @DisplayName("of two epochs of one number it ends in the one that is in force, wherever it began")
  void followsTheOneInForceOfTwoWithOneNumber() {
    rig.put(rig.active(2, EAST));
    rig.log.commit(10, 2);
    Producer producer = rig.started();
    assertThat(producer.status().epoch()).contains(new EpochId(2, EAST));
    rig.put(rig.active(2, OHIO), rig.east);
    rig.run(3);
    assertThat(producer.status().epoch()).contains(new EpochId(2, OHIO));
    assertThat(rig.ohio.changes()).hasSize(10);
  }

  @Test
  @DisplayName("killed at any point and started again, it skips nothing and keeps the order")
  void restartsAnywhere() {
    rig.put(rig.active(1, EAST), rig.ohio);
    rig.log.commit(500, 10);
    rig.producer().start();
    rig.run(0.5);
    // The first one freezes here: its loop is not run any further, its state is what it was.
    Rig after = new Rig();
    after.put(after.active(1, EAST), after.ohio);
    after.log.commit(500, 10);
    after.state.saved.addAll(rig.state.saved);
    after.producer().start();
    after.run(5);
    int all = 0;
    for (int k = 0; k < 10; k++) {
      var first = rig.east.numbers("k" + k);
      var second = after.east.numbers("k" + k);
      assertThat(first).isSorted().doesNotHaveDuplicates();
      assertThat(second.get(0)).isLessThanOrEqualTo(first.get(first.size() - 1) + 10);
      assertThat(second).endsWith(490L + k).isSorted().doesNotHaveDuplicates();
      all += first.size();
    }
    assertThat(all).isBetween(50, 499);
  }

  @Test
  @DisplayName("a log that no longer reaches back: it stops, says so, and writes nothing")
  void logNoLongerReachesBack() {
    rig.put(rig.active(1, EAST), rig.ohio);
    rig.log.commit(100, 5);
    Producer producer = rig.started();
    rig.log.trim(60);
    rig.put(rig.active(2, OHIO, Watermark.at(rig.log.change(50).commitTimestamp())));
    rig.run(5);
    assertThat(rig.ohio.stream.records()).isEmpty();
    assertThat(phase(producer)).isEqualTo(ProducerPhase.PAUSED);
    assertThat(producer.status().lastError().orElseThrow()).contains("does not reach back");
    rig.put(rig.active(3, OHIO, Watermark.at(rig.log.change(70).commitTimestamp())));
    rig.run(5);
    assertThat(rig.ohio.changes()).hasSize(30);
    assertThat(producer.status().lastError()).isEmpty();
  }

  @Test
  @DisplayName("a trimmed log still reaches a point above its oldest change")
  void trimmedButReached() {
    rig.put(rig.active(1, EAST), rig.ohio);
    rig.log.commit(100, 5);
    rig.started();
    rig.log.trim(60);
    rig.put(rig.active(2, OHIO, Watermark.at(rig.log.change(61).commitTimestamp())));
    rig.run(5);
    assertThat(rig.ohio.changes()).hasSize(39);
  }

  @Test
  @DisplayName("the start survives a restart: a trimmed log is not taken for a whole one")
  void remembersItsStart() {
    rig.log.commit(100, 5);
    rig.state.saved.add(
        new ProducerState(
            new EpochId(1, EAST), rig.log.change(90).watermark(), rig.log.change(0).watermark()));
    rig.log.trim(10);
    rig.put(rig.active(2, OHIO), rig.east);
    Producer producer = rig.started();
    assertThat(rig.ohio.stream.records()).isEmpty();
    assertThat(producer.status().lastError().orElseThrow()).contains("does not reach back");
  }

  @Test
  @DisplayName("without state, an epoch that knows the producer wins over a trimmed log")
  void lostStateAndTrimmedLog() {
    rig.log.commit(100, 5);
    Watermark known = rig.log.change(5).watermark();
    rig.log.trim(10);
    rig.put(rig.active(1, EAST, known), rig.ohio);
    Producer producer = rig.started();
    assertThat(rig.east.stream.records()).isEmpty();
    assertThat(rig.state.saved).isEmpty();
    assertThat(producer.status().lastError().orElseThrow()).contains("does not reach back");
  }

  @Test
  @DisplayName("a log that is empty at first: its start is kept once there is a change")
  void learnsItsStart() {
    rig.put(rig.active(1, EAST), rig.ohio);
    rig.started();
    assertThat(rig.state.last().start()).isEqualTo(Watermark.START);
    assertThat(rig.east.lastHeartbeat().watermark()).isEqualTo(Watermark.START);
    rig.log.commit(3, 3);
    rig.run(3);
    assertThat(rig.state.last().start()).isEqualTo(rig.log.change(0).watermark());
    assertThat(rig.east.report().start()).isEqualTo(rig.log.change(0).watermark());
    assertThat(rig.east.changes()).hasSize(3);
  }

  @Test
  @DisplayName("a throttled shard bounds what is read")
  void boundsTheWindow() {
    rig.settings =
        new ProducerSettings(
            rig.settings.interval(),
            Rig.LEASE,
            rig.settings.callTimeout(),
            4,
            50,
            1 << 20,
            rig.settings.logPollInterval(),
            rig.settings.shardListInterval());
    rig.put(rig.active(1, EAST), rig.ohio);
    rig.log.commit(1000, 10);
    rig.east.stream.refuse(
        put ->
            put.partitionKey().equals("k0")
                ? Optional.of("ProvisionedThroughputExceededException")
                : Optional.empty());
    Producer producer = rig.started();
    assertThat(producer.status().read()).isEqualTo(50);
    assertThat(producer.status().unacknowledged()).isEqualTo(5);
  }
}
