package io.farshore.lab.kinesis;

import static io.farshore.lab.kinesis.Calls.ORDERS;
import static io.farshore.lab.kinesis.Calls.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.faults.RecordFaults;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ShardLineageTest {

  private static final String PARENT = "shardId-000000000000";
  private static final String LOWER = "shardId-000000000001";
  private static final String UPPER = "shardId-000000000002";
  private static final String MIDDLE = BigInteger.TWO.pow(127).toString();

  private final MovableClock clock = new MovableClock();
  private final Calls calls = new Calls(clock, RecordFaults.none(), false, 1);

  @Test
  @DisplayName("split: two children take the parent's place, with numbers above its own")
  void split() {
    String before = calls.put("k", "0").get("SequenceNumber").asText();
    split(PARENT, MIDDLE);

    assertThat(calls.put("k", "0").get("ShardId").asText()).isEqualTo(LOWER);
    assertThat(calls.put("k", MIDDLE).get("ShardId").asText()).isEqualTo(UPPER);
    List<ShardInfo> shards = calls.kinesis.shards(ORDERS);
    assertThat(shards).extracting(ShardInfo::isOpen).containsExactly(false, true, true);
    assertThat(shards.get(1).parentShardIds()).containsExactly(PARENT);
    BigInteger end = new BigInteger(shards.get(0).endingSequenceNumber().orElseThrow());
    assertThat(new BigInteger(before)).isLessThan(end);
    assertThat(new BigInteger(shards.get(1).startingSequenceNumber())).isGreaterThan(end);
  }

  @Test
  @DisplayName("the end of a closed shard has no next iterator, and names the children")
  void endOfShard() {
    calls.put("k", "0");
    String iterator = calls.iterator(PARENT, "TRIM_HORIZON");
    split(PARENT, MIDDLE);

    JsonNode end = calls.read(iterator);

    assertThat(Calls.keys(end)).containsExactly("k");
    assertThat(end.has("NextShardIterator")).isFalse();
    assertThat(texts(end.get("ChildShards"), "ShardId")).containsExactly(LOWER, UPPER);
    ShardBatch batch = calls.kinesis.read(ORDERS, PARENT, ReadFrom.trimHorizon(), 10);
    assertThat(batch.endOfShard()).isTrue();
  }

  @Test
  @DisplayName("merge: one child of both parents, which are closed")
  void merge() {
    split(PARENT, MIDDLE);
    calls.onStream("MergeShards", "ShardToMerge", UPPER, "AdjacentShardToMerge", LOWER);

    ShardInfo child = calls.kinesis.shards(ORDERS).get(3);

    assertThat(child.parentShardIds()).containsExactly(UPPER, LOWER);
    assertThat(child.startingHashKey()).isEqualTo(BigInteger.ZERO);
    assertThat(child.endingHashKey()).isEqualTo(HashRange.HIGHEST);
    assertThat(calls.put("k", "0").get("ShardId").asText()).isEqualTo(child.shardId());
  }

  @Test
  @DisplayName("a closed shard can't be split, nor shards merged that are no neighbours")
  void refusals() {
    split(PARENT, MIDDLE);
    split(LOWER, "1000");

    assertThatThrownBy(() -> split(PARENT, MIDDLE)).hasMessageContaining("already been merged");
    assertThatThrownBy(() -> split(UPPER, "5")).hasMessageContaining("NewStartingHashKey 5");
    assertThatThrownBy(
            () ->
                calls.onStream(
                    "MergeShards",
                    "ShardToMerge",
                    "shardId-000000000003",
                    "AdjacentShardToMerge",
                    UPPER))
        .hasMessageContaining("not an adjacent pair");
  }

  @Test
  @DisplayName("the number of shards is doubled and halved")
  void updateShardCount() {
    update(2);
    update(4);
    update(2);

    assertThat(calls.kinesis.shards(ORDERS).stream().filter(ShardInfo::isOpen)).hasSize(2);
    assertThatThrownBy(() -> update(7)).hasMessageContaining("twice or half");
  }

  @Test
  @DisplayName("listing: by filter, and by page")
  void listing() {
    clock.move(Duration.ofMinutes(1));
    split(PARENT, MIDDLE);

    assertThat(list("AT_LATEST")).containsExactly(LOWER, UPPER);
    assertThat(list("AT_TRIM_HORIZON")).containsExactly(PARENT);
    assertThat(list("FROM_TRIM_HORIZON")).containsExactly(PARENT, LOWER, UPPER);
    JsonNode first = calls.onStream("ListShards", "MaxResults", 2);
    assertThat(texts(first.get("Shards"), "ShardId")).containsExactly(PARENT, LOWER);
    String token = first.get("NextToken").asText();
    JsonNode second = calls.call("ListShards", "NextToken", token);
    assertThat(texts(second.get("Shards"), "ShardId")).containsExactly(UPPER);
    assertThat(second.has("NextToken")).isFalse();
    clock.move(Duration.ofMinutes(6));
    assertThatThrownBy(() -> calls.call("ListShards", "NextToken", token))
        .hasMessageContaining("NextToken has expired");
  }

  @Test
  @DisplayName("a closed shard leaves the listing when the retention has passed over it")
  void trimmed() {
    split(PARENT, MIDDLE);
    clock.move(Duration.ofHours(25));

    assertThat(calls.kinesis.shards(ORDERS))
        .extracting(ShardInfo::shardId)
        .containsExactly(LOWER, UPPER);
  }

  @Test
  @DisplayName("listeners hear of records and of changed shards, until they end it")
  void listeners() {
    AtomicInteger heard = new AtomicInteger();
    StreamReader.Subscription subscription =
        calls.kinesis.onArrival(ORDERS, heard::incrementAndGet);

    calls.put("k", "0");
    split(PARENT, MIDDLE);
    assertThat(heard).hasValue(2);
    subscription.close();
    calls.put("k", "0");
    assertThat(heard).hasValue(2);
  }

  @Test
  @DisplayName("a dump has all records, parents' before children's")
  void dump() {
    calls.put("a", "0");
    split(PARENT, MIDDLE);
    calls.put("b", MIDDLE);

    List<ReportedRecord> dump = calls.kinesis.dump(ORDERS);

    assertThat(dump).extracting(ReportedRecord::shardId).containsExactly(PARENT, UPPER);
    assertThat(dump.get(1).toJson().toString())
        .contains("\"parentShardIds\":[\"" + PARENT + "\"]")
        .contains("\"data\":\"Yg==\"")
        .contains("\"approximateArrivalTimestamp\":\"2026-01-02T03:04:05.678Z\"");
  }

  private void split(String shardId, String start) {
    calls.onStream("SplitShard", "ShardToSplit", shardId, "NewStartingHashKey", start);
  }

  private void update(int target) {
    calls.onStream(
        "UpdateShardCount", "TargetShardCount", target, "ScalingType", "UNIFORM_SCALING");
  }

  private List<String> list(String type) {
    ObjectNode filter = JsonNodeFactory.instance.objectNode().put("Type", type);
    return texts(calls.onStream("ListShards", "ShardFilter", filter).get("Shards"), "ShardId");
  }
}
