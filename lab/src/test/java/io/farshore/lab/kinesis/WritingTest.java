package io.farshore.lab.kinesis;

import static io.farshore.lab.kinesis.Calls.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.faults.Fault;
import io.farshore.lab.faults.Faults;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WritingTest {

  private static final String SHARD = "shardId-000000000000";

  private final MovableClock clock = new MovableClock();
  private final Faults faults = new Faults();
  private final Calls calls = new Calls(clock, faults, true, 2);

  @Test
  @DisplayName("sequence numbers have 56 digits and rise in a shard, also when the clock falls")
  void sequenceNumbers() {
    BigInteger last = BigInteger.ZERO;
    for (int i = 0; i < 5; i++) {
      clock.move(Duration.ofMillis(-1));
      String number = calls.put("k", "0").get("SequenceNumber").asText();
      assertThat(number).hasSize(56).startsWith("4966");
      assertThat(new BigInteger(number)).isGreaterThan(last);
      last = new BigInteger(number);
    }
  }

  @Test
  @DisplayName("a record goes by the MD5 of its key, or by its explicit hash key")
  void routing() {
    // MD5("a") is 0cc1..., MD5("b") is 92eb...: below and above the middle.
    assertThat(putBytes("a", 1).get("ShardId").asText()).isEqualTo(SHARD);
    assertThat(putBytes("b", 1).get("ShardId").asText()).endsWith("1");
    assertThat(calls.put("a", HashRange.HIGHEST.toString()).get("ShardId").asText()).endsWith("1");
  }

  @Test
  @DisplayName("PutRecords, partial failure: results stand in place, the others are written")
  void partialFailure() {
    faults.inject(
        new Fault.RecordsRefused("us-east-1", "orders", Set.of("b"), 1, "InternalFailure"));

    JsonNode answer = calls.onStream("PutRecords", "Records", records("a", "b", "c"));

    assertThat(answer.get("FailedRecordCount").asInt()).isEqualTo(1);
    assertThat(answer.at("/Records/1/ErrorCode").asText()).isEqualTo("InternalFailure");
    assertThat(answer.at("/Records/1").has("SequenceNumber")).isFalse();
    assertThat(answer.at("/Records/2").has("SequenceNumber")).isTrue();
    assertThat(calls.kinesis.dump(ORDERS))
        .extracting(each -> each.entry().partitionKey())
        .containsExactlyInAnyOrder("a", "c");
  }

  @Test
  @DisplayName("a throttled shard refuses, and the other one does not")
  void throttledShard() {
    faults.inject(new Fault.ShardThrottled("us-east-1", "orders", SHARD));

    assertThatThrownBy(() -> calls.put("k", "0"))
        .isInstanceOfSatisfying(
            AwsError.class,
            e -> assertThat(e.code()).isEqualTo("ProvisionedThroughputExceededException"))
        .hasMessageContaining("Rate exceeded for shard " + SHARD);
    assertThat(calls.put("k", HashRange.HIGHEST.toString()).has("SequenceNumber")).isTrue();
  }

  @Test
  @DisplayName("a shard takes 1,000 records a second, and more when time has passed")
  void recordsPerSecond() {
    for (int i = 0; i < 1_000; i++) {
      calls.put("k", "0");
    }

    assertThatThrownBy(() -> calls.put("k", "0")).hasMessageContaining("Rate exceeded");
    clock.move(Duration.ofMillis(1));
    calls.put("k", "0");
    assertThatThrownBy(() -> calls.put("k", "0")).hasMessageContaining("Rate exceeded");
  }

  @Test
  @DisplayName("a shard takes 1 MiB a second")
  void bytesPerSecond() {
    putBytes("a", (1 << 20) - 1);

    assertThatThrownBy(() -> putBytes("a", 1)).hasMessageContaining("Rate exceeded");
    clock.move(Duration.ofSeconds(1));
    putBytes("a", 1);
  }

  @Test
  @DisplayName("what breaks the model is refused in AWS's words, and nothing is written")
  void validation() {
    refused(
        () -> calls.onStream("PutRecord", "Data", new byte[1]),
        "Value null at 'partitionKey' failed to satisfy constraint: Member must not be null");
    refused(
        () -> putBytes("k".repeat(257), 1), "Member must have length less than or equal to 256");
    refused(() -> putBytes("k", 1 + (1 << 20)), "less than or equal to 1048576");
    refused(() -> putBytes("k", 1 << 20), "exceeds 1 MB limit");
    refused(
        () -> calls.put("k", HashRange.HIGHEST.add(BigInteger.ONE).toString()),
        "Invalid ExplicitHashKey");
    refused(() -> calls.put("k", "01"), "regular expression pattern");
    refused(
        () -> calls.onStream("PutRecords", "Records", records(new String[501])),
        "'records' failed to satisfy constraint: Member must have length less than or equal to"
            + " 500");
    refused(() -> calls.onStream("PutRecords", "Records", large(11)), "exceeds 10 MB limit");
    assertThat(calls.kinesis.dump(ORDERS)).isEmpty();
  }

  @Test
  @DisplayName("an operation that is not there, or a stream that is there already, is refused")
  void otherRefusals() {
    refused(() -> calls.onStream("SubscribeToShard"), "The lab has no operation SubscribeToShard");
    refused(
        () -> calls.call("CreateStream", "StreamName", "orders", "ShardCount", 1),
        "Stream orders under account 111122223333 already exists.");
    refused(
        () -> calls.call("DescribeStreamSummary", "StreamARN", "arn:aws:kinesis:x"),
        "is not valid");
  }

  private static void refused(ThrowingCallable call, String words) {
    assertThatThrownBy(call).isInstanceOf(AwsError.class).hasMessageContaining(words);
  }

  private JsonNode putBytes(String key, int size) {
    return calls.onStream("PutRecord", "PartitionKey", key, "Data", new byte[size]);
  }

  private static ArrayNode records(String... keys) {
    ArrayNode records = JsonNodeFactory.instance.arrayNode();
    for (String key : keys) {
      records.addObject().put("PartitionKey", key == null ? "k" : key).put("Data", new byte[1]);
    }
    return records;
  }

  private static ArrayNode large(int count) {
    ArrayNode records = JsonNodeFactory.instance.arrayNode();
    byte[] data = new byte[1_000_000];
    for (int i = 0; i < count; i++) {
      records.addObject().put("PartitionKey", "k").put("Data", data);
    }
    return records;
  }
}
