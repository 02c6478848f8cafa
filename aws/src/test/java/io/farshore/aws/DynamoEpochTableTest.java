package io.farshore.aws;

import static io.farshore.aws.LocalTables.EAST;
import static io.farshore.aws.LocalTables.OHIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.core.checkpoint.ReplicaUnavailable;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.EpochTable;
import io.farshore.core.epoch.EpochTable.HistoryEntry;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.epoch.Phase;
import io.farshore.core.epoch.StreamSettings;
import io.farshore.core.epoch.Transition;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.StreamName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoEpochTableTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final EpochId SECOND = new EpochId(2, OHIO);
  private static LocalTables tables;

  private final StreamName stream;
  private final EpochTable table = tables.adapters.epochTable(OHIO);

  DynamoEpochTableTest(TestInfo test) {
    stream = new StreamName(test.getTestMethod().map(m -> m.getName()).orElse("any"));
  }

  @BeforeAll
  static void start() throws Exception {
    tables = new LocalTables();
  }

  @AfterAll
  static void stop() throws Exception {
    tables.close();
  }

  private static <T> T await(Supplier<CompletableFuture<T>> work) {
    return tables.loop.await(work);
  }

  private Epoch epoch(EpochId id) {
    return await(() -> table.epochs(stream)).find(id).orElseThrow();
  }

  private Transition create(Epoch epoch) {
    return await(() -> table.create(stream, epoch));
  }

  private static Transition refused(Phase phase) {
    return new Transition.Refused(Optional.of(phase));
  }

  @Test
  @DisplayName(
      "the epoch in force is found below those that are only prepared, and above all others")
  void theEpochInForceIsTheHighest() {
    assertThat(await(() -> table.inForce(stream))).isEmpty();
    Epoch first = Epoch.fencing(new EpochId(1, EAST), "arn", Optional.empty(), NOW);
    Epoch second = Epoch.fencing(SECOND, "arn", Optional.empty(), NOW);
    create(first);
    assertThat(await(() -> table.inForce(stream))).contains(first);
    create(second);
    create(draining(10));
    create(draining(11));
    assertThat(await(() -> table.inForce(stream))).contains(second);
    assertThat(await(() -> table.fence(stream, draining(10).id(), false, NOW)))
        .isEqualTo(new Transition.Made());
    assertThat(await(() -> table.inForce(stream)).map(Epoch::id)).contains(draining(10).id());
  }

  private static Epoch draining(long number) {
    return Epoch.draining(new EpochId(number, OHIO), "arn", Optional.empty(), NOW, NOW);
  }

  @Test
  @DisplayName("an epoch goes by its phases and keeps all that each of them adds")
  void goesByItsPhases() {
    Epoch prepared = Epoch.draining(SECOND, "arn", Optional.of("why"), NOW, NOW.plusSeconds(60));
    assertThat(create(prepared)).isEqualTo(new Transition.Made());
    assertThat(epoch(SECOND)).isEqualTo(prepared);
    assertThat(await(() -> table.fence(stream, SECOND, true, NOW.plusSeconds(5))))
        .isEqualTo(new Transition.Made());
    SequenceNumber marker = SequenceNumber.of("49".repeat(28));
    Map<String, NamedShard> shards =
        Map.of(
            "shardId-000000000000", new NamedShard.Closed(List.of()),
            "shardId-000000000001", new NamedShard.Open(marker, List.of("shardId-000000000000")));
    Map<ProducerId, Watermark> resumeFrom =
        Map.of(
            new ProducerId("p1"), Watermark.at(NOW, "17"),
            new ProducerId("p2"), Watermark.at(NOW),
            new ProducerId("p3"), Watermark.START);
    Instant opened = NOW.plusSeconds(9);
    assertThat(await(() -> table.activate(stream, SECOND, shards, resumeFrom, opened)))
        .isEqualTo(new Transition.Made());
    assertThat(epoch(SECOND))
        .isEqualTo(
            new Epoch(
                SECOND,
                Phase.ACTIVE,
                shards,
                resumeFrom,
                "arn",
                Optional.of("why"),
                NOW,
                Optional.of(NOW.plusSeconds(5)),
                Optional.of(opened),
                Optional.of(NOW.plusSeconds(60)),
                true));
  }

  @Test
  @DisplayName("an epoch is made once; the second attempt is told the phase")
  void createsOnce() {
    create(Epoch.fencing(SECOND, "first", Optional.empty(), NOW));
    assertThat(create(Epoch.fencing(SECOND, "second", Optional.empty(), NOW)))
        .isEqualTo(refused(Phase.FENCING));
    assertThat(epoch(SECOND).startedBy()).isEqualTo("first");
  }

  @Test
  @DisplayName("each step is refused from any phase but its own, and changes nothing")
  void refusesOtherPhases() {
    assertThat(await(() -> table.fence(stream, SECOND, false, NOW)))
        .isEqualTo(new Transition.Refused(Optional.empty()));
    assertThat(await(() -> table.activate(stream, SECOND, Map.of(), Map.of(), NOW)))
        .isEqualTo(new Transition.Refused(Optional.empty()));
    create(Epoch.draining(SECOND, "arn", Optional.empty(), NOW, NOW));
    assertThat(await(() -> table.activate(stream, SECOND, Map.of(), Map.of(), NOW)))
        .isEqualTo(refused(Phase.DRAINING));
    assertThat(await(() -> table.abandon(stream, SECOND))).isEqualTo(new Transition.Made());
    assertThat(await(() -> table.fence(stream, SECOND, true, NOW)))
        .isEqualTo(refused(Phase.ABANDONED));
    assertThat(epoch(SECOND).phase()).isEqualTo(Phase.ABANDONED);
    assertThat(epoch(SECOND).fencedAt()).isEmpty();
  }

  @Test
  @DisplayName("the items have the shape that other programs read")
  void writesTheItems() {
    EpochId first = new EpochId(1, EAST);
    create(Epoch.fencing(first, "arn", Optional.empty(), NOW));
    Map<String, NamedShard> shards =
        Map.of("shardId-0", new NamedShard.Open(SequenceNumber.of("42"), List.of("parent")));
    Map<ProducerId, Watermark> from = Map.of(new ProducerId("p1"), Watermark.at(NOW, "3"));
    await(() -> table.activate(stream, first, shards, from, NOW));
    Map<String, AttributeValue> item =
        tables.item("kdsActiveRegionConfig", stream.value(), "epoch#0000000001#us-east-1");
    assertThat(item.get("epoch").n()).isEqualTo("1");
    assertThat(item.get("activeRegion").s()).isEqualTo("us-east-1");
    assertThat(item.get("phase").s()).isEqualTo("ACTIVE");
    assertThat(item.get("activatedAt").s()).isEqualTo("2026-01-01T00:00:00Z");
    Map<String, AttributeValue> shard = item.get("shards").m().get("shardId-0").m();
    assertThat(shard.get("state").s()).isEqualTo("OPEN");
    assertThat(shard.get("marker").s()).isEqualTo("42");
    assertThat(shard.get("parents").l().get(0).s()).isEqualTo("parent");
    assertThat(item.get("resumeFrom").m().get("p1").m().get("position").s()).isEqualTo("3");
  }

  @Test
  @DisplayName("settings are this Region's own; nothing set is nothing paused")
  void keepsSettings() {
    assertThat(await(() -> table.settings(stream))).isEqualTo(StreamSettings.NONE);
    StreamSettings paused =
        new StreamSettings(true, Optional.of("ann"), Optional.of("upgrade"), Optional.of(NOW));
    await(() -> table.set(stream, paused));
    assertThat(await(() -> table.settings(stream))).isEqualTo(paused);
  }

  @Test
  @DisplayName("the history is oldest first, also within one second, and repeats overwrite")
  void keepsTheHistory() {
    HistoryEntry later = new HistoryEntry(NOW.plusMillis(500), OHIO, "b", "Activated", "{}");
    HistoryEntry first = new HistoryEntry(NOW, OHIO, "a#1", "NotImpaired", "{\"x\":1}");
    await(() -> table.record(stream, later));
    await(() -> table.record(stream, first));
    await(() -> table.record(stream, first));
    assertThat(await(() -> table.history(stream))).containsExactly(first, later);
  }

  @Test
  @DisplayName("epochs come by pages, and settings and history are none of them")
  void readsAllPages() {
    String reason = "x".repeat(300_000);
    for (int i = 1; i <= 8; i++) {
      create(Epoch.fencing(new EpochId(i, OHIO), "arn", Optional.of(reason), NOW));
    }
    await(() -> table.record(stream, new HistoryEntry(NOW, OHIO, "a", "Activated", "{}")));
    assertThat(await(() -> table.epochs(stream)).all()).hasSize(8);
    assertThat(await(() -> table.epochs(new StreamName("other"))).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"phase", "createdAt", "startedBy", "activeRegion", "epoch"})
  @DisplayName("an item that can't be read fails the read, naming stream, entry and attribute")
  void refusesUnreadableItems(String attribute) {
    StreamName own = new StreamName("unreadable-" + attribute);
    Epoch epoch = Epoch.fencing(SECOND, "arn", Optional.empty(), NOW);
    Map<String, AttributeValue> item = new HashMap<>(DynamoEpochItems.encode(own, epoch));
    item.put(attribute, AttributeValue.fromBool(true));
    tables.put("kdsActiveRegionConfig", item);
    assertThatThrownBy(() -> await(() -> table.epochs(own)))
        .isInstanceOf(ReplicaUnavailable.class)
        .hasMessageContaining("unreadable-" + attribute)
        .hasMessageContaining("epoch#0000000002#us-east-2")
        .hasMessageContaining("attribute " + attribute);
  }

  @Test
  @DisplayName("a table that is not there says so, with the Region")
  void namesAMissingTable() {
    try (AwsAdapters adapters = tables.adapters(Map.of("ACTIVE_REGION_TABLE", "nowhere"))) {
      assertThatThrownBy(() -> await(() -> adapters.epochTable(EAST).epochs(stream)))
          .isInstanceOf(ReplicaUnavailable.class)
          .hasMessageContaining("the table nowhere is not there in us-east-1");
    }
  }
}
