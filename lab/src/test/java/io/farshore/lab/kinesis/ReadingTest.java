package io.farshore.lab.kinesis;

import static io.farshore.lab.kinesis.Calls.ORDERS;
import static io.farshore.lab.kinesis.Calls.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.faults.RecordFaults;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReadingTest {

  private static final String SHARD = "shardId-000000000000";

  private final MovableClock clock = new MovableClock();
  private final Calls calls = new Calls(clock, RecordFaults.none(), false, 1);
  private String second;

  @BeforeEach
  void fill() {
    calls.put("a", "0");
    clock.move(Duration.ofSeconds(10));
    second = calls.put("b", "0").get("SequenceNumber").asText();
    clock.move(Duration.ofSeconds(10));
    calls.put("c", "0");
  }

  @Test
  @DisplayName("each type of iterator begins where it says")
  void iteratorTypes() {
    assertThat(keys(calls.read(calls.iterator(SHARD, "TRIM_HORIZON"))))
        .containsExactly("a", "b", "c");
    assertThat(keys(calls.read(calls.iterator(SHARD, "LATEST")))).isEmpty();
    assertThat(keys(calls.read(at("AT_SEQUENCE_NUMBER")))).containsExactly("b", "c");
    assertThat(keys(calls.read(at("AFTER_SEQUENCE_NUMBER")))).containsExactly("c");
    String since =
        calls.iterator(
            SHARD, "AT_TIMESTAMP", "Timestamp", clock.instant().minusSeconds(15).toString());
    assertThat(keys(calls.read(since))).containsExactly("b", "c");
  }

  @Test
  @DisplayName("LATEST sees what comes after the iterator was made, and nothing before")
  void latest() {
    String iterator = calls.iterator(SHARD, "LATEST");
    calls.put("d", "0");

    JsonNode answer = calls.read(iterator);

    assertThat(keys(answer)).containsExactly("d");
    assertThat(keys(calls.read(answer.get("NextShardIterator").asText()))).isEmpty();
  }

  @Test
  @DisplayName("a limit is kept, the next iterator goes on, and the lag is that of what is left")
  void limitAndLag() {
    String start = calls.iterator(SHARD, "TRIM_HORIZON");

    JsonNode page = calls.call("GetRecords", "ShardIterator", start, "Limit", 1);

    assertThat(keys(page)).containsExactly("a");
    assertThat(page.get("MillisBehindLatest").asLong()).isEqualTo(10_000);
    JsonNode rest = calls.read(page.get("NextShardIterator").asText());
    assertThat(keys(rest)).containsExactly("b", "c");
    assertThat(rest.get("MillisBehindLatest").asLong()).isZero();
  }

  @Test
  @DisplayName("at most 10 MiB are read at once")
  void readBytes() {
    for (int i = 0; i < 12; i++) {
      calls.onStream("PutRecord", "PartitionKey", "k", "Data", new byte[1_000_000]);
    }

    assertThat(keys(calls.read(calls.iterator(SHARD, "TRIM_HORIZON")))).hasSize(3 + 10);
  }

  @Test
  @DisplayName("what is older than the retention is gone, and the rest stays where it was")
  void retention() {
    clock.move(Duration.ofHours(24).minusSeconds(5));

    assertThat(keys(calls.read(calls.iterator(SHARD, "TRIM_HORIZON")))).containsExactly("c");
    assertThat(keys(calls.read(at("AT_SEQUENCE_NUMBER")))).containsExactly("c");
  }

  @Test
  @DisplayName("retention rises and falls only by the call for it")
  void retentionPeriod() {
    calls.onStream("IncreaseStreamRetentionPeriod", "RetentionPeriodHours", 48);
    assertThatThrownBy(
            () -> calls.onStream("IncreaseStreamRetentionPeriod", "RetentionPeriodHours", 25))
        .hasMessageContaining("can not be shorter than existing");
    calls.onStream("DecreaseStreamRetentionPeriod", "RetentionPeriodHours", 24);
    assertThatThrownBy(
            () -> calls.onStream("DecreaseStreamRetentionPeriod", "RetentionPeriodHours", 23))
        .hasMessageContaining("Minimum allowed retention period");
  }

  @Test
  @DisplayName("an iterator lives for five minutes, and no text of one's own is one")
  void iteratorsExpire() {
    String iterator = calls.iterator(SHARD, "TRIM_HORIZON");
    clock.move(Duration.ofMinutes(5).plusMillis(1));

    assertThatThrownBy(() -> calls.read(iterator))
        .isInstanceOfSatisfying(
            AwsError.class, e -> assertThat(e.code()).isEqualTo("ExpiredIteratorException"));
    assertThatThrownBy(() -> calls.read("bm9uZQ==")).hasMessage("Invalid ShardIterator.");
  }

  @Test
  @DisplayName("within the JVM: from a sequence number on, without a copy of the bytes")
  void reader() {
    ShardBatch batch = calls.kinesis.read(ORDERS, SHARD, ReadFrom.after(second), 10);
    ShardBatch again = calls.kinesis.read(ORDERS, SHARD, ReadFrom.after(second), 10);

    assertThat(batch.records()).extracting(StoredRecord::partitionKey).containsExactly("c");
    assertThat(batch.records().get(0).data()).isSameAs(again.records().get(0).data());
    assertThat(batch.endOfShard()).isFalse();
    assertThat(calls.kinesis.read(ORDERS, SHARD, batch.next(), 10).records()).isEmpty();
    assertThat(calls.kinesis.latest(ORDERS, SHARD)).isEqualTo(batch.next());
  }

  private String at(String type) {
    return calls.iterator(SHARD, type, "StartingSequenceNumber", second);
  }
}
