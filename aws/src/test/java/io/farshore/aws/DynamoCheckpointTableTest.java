package io.farshore.aws;

import static io.farshore.aws.LocalTables.EAST;
import static io.farshore.aws.LocalTables.OHIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.core.checkpoint.CheckpointTable;
import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.checkpoint.ReplicaUnavailable;
import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.checkpoint.TakenWatermark;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.StreamName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoCheckpointTableTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456Z");
  private static final ProducerId P1 = new ProducerId("p1");
  private static final String SHARD = "shardId-000000000001";
  private static final String TABLE = "kdsReplicationCheckpoint";
  private static LocalTables tables;

  private final StreamName stream;
  private final CheckpointTable table = tables.adapters.checkpointTable(OHIO);

  DynamoCheckpointTableTest(TestInfo test) {
    stream = new StreamName(test.getTestMethod().orElseThrow().getName());
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

  private static ShardCheckpoint checkpoint(long epoch, String sequenceNumber) {
    return new ShardCheckpoint(
        SHARD,
        epoch,
        Optional.of(SequenceNumber.of(sequenceNumber)),
        Optional.of(NOW),
        Map.of(P1, new TakenWatermark(Watermark.at(NOW, "7"), NOW.plusSeconds(1))),
        NOW.plusSeconds(2),
        Optional.of(NOW.plusSeconds(3)),
        List.of(),
        false);
  }

  private static ShardCheckpoint withoutOptionals(String sequenceNumber) {
    return new ShardCheckpoint(
        SHARD,
        4,
        Optional.ofNullable(sequenceNumber).map(SequenceNumber::of),
        Optional.empty(),
        Map.of(),
        NOW,
        Optional.empty(),
        List.of(),
        false);
  }

  private static ShardCheckpoint child() {
    return withoutOptionals(null);
  }

  private boolean advance(ShardCheckpoint to) {
    return await(() -> table.advance(stream, EAST, to));
  }

  private ShardCheckpoint stored() {
    return await(() -> table.shard(stream, EAST, SHARD)).orElseThrow();
  }

  @Test
  @DisplayName("a checkpoint is read as it was written, and by its source Region only")
  void roundTrips() {
    assertThat(await(() -> table.shard(stream, EAST, SHARD))).isEmpty();
    assertThat(advance(checkpoint(3, "17"))).isTrue();
    assertThat(stored()).isEqualTo(checkpoint(3, "17"));
    assertThat(await(() -> table.shards(stream, EAST))).containsOnlyKeys(SHARD);
    assertThat(await(() -> table.shards(stream, OHIO))).isEmpty();
  }

  @Test
  @DisplayName("sequence numbers compare as numbers: 9 is below 10, and stored padded")
  void comparesAsNumbers() {
    assertThat(advance(checkpoint(1, "9"))).isTrue();
    assertThat(advance(checkpoint(1, "10"))).isTrue();
    assertThat(advance(checkpoint(1, "9"))).isFalse();
    assertThat(advance(checkpoint(1, "10"))).isFalse();
    assertThat(stored().sequenceNumber()).contains(SequenceNumber.of("10"));
    String entry = "shard#us-east-1#" + SHARD;
    assertThat(tables.item(TABLE, stream.value(), entry).get("sequenceNumber").s())
        .hasSize(129)
        .endsWith("010");
  }

  @Test
  @DisplayName("a lower epoch is refused, also with a higher sequence number")
  void refusesLowerEpochs() {
    advance(checkpoint(3, "10"));
    assertThat(advance(checkpoint(2, "11"))).isFalse();
    assertThat(advance(checkpoint(4, "11"))).isTrue();
    assertThat(stored().epoch()).isEqualTo(4);
  }

  @Test
  @DisplayName("advancing replaces the watermarks and forgets what is absent now")
  void replacesTheState() {
    advance(checkpoint(3, "10"));
    assertThat(advance(withoutOptionals("11"))).isTrue();
    assertThat(stored()).isEqualTo(withoutOptionals("11"));
  }

  @Test
  @DisplayName("a child is entered once, keeps what it has, and can advance")
  void entersChildren() {
    await(() -> table.enterChild(stream, EAST, child()));
    assertThat(stored()).isEqualTo(child());
    assertThat(advance(checkpoint(4, "1"))).isTrue();
    await(() -> table.enterChild(stream, EAST, child()));
    assertThat(stored()).isEqualTo(checkpoint(4, "1"));
  }

  @Test
  @DisplayName("retiring names the children, keeps the rest, and survives a late advance")
  void retires() {
    advance(checkpoint(4, "10"));
    await(() -> table.retire(stream, EAST, child(), Set.of("b", "a")));
    assertThat(stored().retired()).isTrue();
    assertThat(stored().children()).containsExactly("a", "b");
    assertThat(stored().watermarks()).isEqualTo(checkpoint(4, "10").watermarks());
    assertThat(stored().sequenceNumber()).contains(SequenceNumber.of("10"));
    assertThat(advance(checkpoint(4, "11"))).isTrue();
    assertThat(stored().retired()).isTrue();
    assertThat(stored().children()).containsExactly("a", "b");
  }

  @Test
  @DisplayName("a parent that has no item is entered retired")
  void entersRetired() {
    await(() -> table.retire(stream, EAST, child(), Set.of("a")));
    assertThat(stored().retired()).isTrue();
    assertThat(stored().epoch()).isEqualTo(4);
    assertThat(stored().sequenceNumber()).isEmpty();
  }

  private static ProducerReport report(long epoch, Instant at) {
    return new ProducerReport(
        P1,
        new EpochId(epoch, OHIO),
        ProducerPhase.WRITING,
        Watermark.at(NOW, "7"),
        Watermark.START,
        at,
        Set.of(EAST, OHIO),
        12,
        Optional.of(NOW),
        Optional.of(NOW.minusSeconds(3)),
        Optional.of(new EpochId(epoch + 1, EAST)));
  }

  @Test
  @DisplayName("a producer has an item for each replica; by epoch the later one is its report")
  void keepsReports() {
    ProducerReport later = report(2, NOW);
    CheckpointTable east = tables.adapters.checkpointTable(EAST);
    await(() -> table.report(stream, later));
    await(() -> east.report(stream, report(1, NOW.plusSeconds(9))));
    assertThat(tables.item(TABLE, stream.value(), "producer#p1#us-east-2")).isNotEmpty();
    assertThat(tables.item(TABLE, stream.value(), "producer#p1#us-east-1")).isNotEmpty();
    assertThat(await(() -> table.reports(stream))).containsExactly(later);
  }

  @Test
  @DisplayName("an unreadable checkpoint fails the read rather than count as none")
  void refusesUnreadableItems() {
    var watermark = Map.of("commitTimestamp", AttributeValue.fromS("soon"));
    tables.put(
        TABLE,
        Map.of(
            "streamName", AttributeValue.fromS(stream.value()),
            "entry", AttributeValue.fromS("shard#us-east-1#" + SHARD),
            "epoch", AttributeValue.fromN("1"),
            "replicatedAt", AttributeValue.fromS("2026-01-01T00:00:00Z"),
            "watermarks", AttributeValue.fromM(Map.of("p1", AttributeValue.fromM(watermark)))));
    assertThatThrownBy(this::stored)
        .isInstanceOf(ReplicaUnavailable.class)
        .hasMessageContaining("attribute watermarks.p1.commitTimestamp is no ISO instant");
  }
}
