package io.farshore.functions.replicator;

import static io.farshore.functions.replicator.PathInMemory.ORDERS;
import static io.farshore.functions.replicator.PathInMemory.SHARD;
import static io.farshore.functions.replicator.PathInMemory.X;
import static io.farshore.functions.replicator.PathInMemory.Y;
import static io.farshore.functions.replicator.PathInMemory.epoch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.checkpoint.ReplicaUnavailable;
import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.epoch.Phase;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.StreamRecord;
import io.farshore.core.testing.Fault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KinesisReplicatorTest {

  private static final String NO_FAILURES = "{\"batchItemFailures\":[]}";

  private final PathInMemory path = new PathInMemory(1);
  private final RecordedContext context = new RecordedContext();
  private final Map<String, String> environment =
      new HashMap<>(Map.of("GIVE_UP_AFTER_MILLIS", "100"));

  @BeforeEach
  void xIsActive() {
    path.active(X);
  }

  @AfterEach
  void close() {
    path.close();
  }

  private String handle(String file) {
    return handle(WireEvents.kinesis(file));
  }

  private String handle(byte[] event) {
    KinesisReplicator replicator = path.replicator(environment, SplittableRandom::new);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      replicator.handleRequest(new ByteArrayInputStream(event), answer, context);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode record(ObjectNode event, int index) {
    return (ObjectNode) event.at("/Records/" + index);
  }

  private ShardCheckpoint checkpoint() {
    return path.checkpointsY.now(ORDERS, X).get(SHARD);
  }

  @Test
  void copies_a_batch_and_answers_without_failures() {
    assertThat(handle("kinesis-batch.json")).isEqualTo(NO_FAILURES);

    assertThat(path.target.records())
        .extracting(StreamRecord::partitionKey)
        .containsExactly(
            "order-1", "order-2", "order-1", "farshore-heartbeat-p1-shardId-000000000006");
    assertThat(checkpoint().lastReplicatedCommitTimestamp())
        .contains(Instant.parse("2026-01-01T00:00:02Z"));
    assertThat(checkpoint().watermarks().get(new ProducerId("p1")).watermark().position())
        .contains("3");
    assertThat(checkpoint().arrivedAt()).contains(Instant.parse("2026-01-01T00:00:01.287Z"));
  }

  @Test
  void binary_empty_and_aggregated_data_pass_unchanged_and_are_counted() {
    assertThat(handle("kinesis-binary.json")).isEqualTo(NO_FAILURES);

    var sent = WireEvents.tree("kinesis-binary.json").get("Records");
    assertThat(path.target.records()).hasSize(sent.size());
    // The target has one order by key; the samples' keys all differ, so compare by key.
    for (var each : sent) {
      String key = each.at("/kinesis/partitionKey").textValue();
      byte[] data = Base64.getDecoder().decode(each.at("/kinesis/data").textValue());
      assertThat(path.target.records())
          .filteredOn(copy -> copy.partitionKey().equals(key))
          .extracting(StreamRecord::data)
          .containsExactly(ByteBuffer.wrap(data));
    }
    assertThat(context.linesWith("\"_aws\"")).contains("\"UnreadableCommitTimestamps\":5");
  }

  @Test
  void the_commit_timestamp_of_an_AWS_DMS_envelope_is_found_by_its_pointer() {
    environment.put("COMMIT_TIMESTAMP_POINTER", "/metadata/commit-timestamp");

    handle("kinesis-dms.json");

    assertThat(checkpoint().lastReplicatedCommitTimestamp())
        .contains(Instant.parse("2026-01-01T00:00:04Z"));
    assertThat(context.linesWith("\"_aws\""))
        .as("the control record has none")
        .contains("\"UnreadableCommitTimestamps\":1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/payload/source/ts_ms", "/payload/source/ts_us"})
  void the_commit_timestamp_of_a_Debezium_envelope_is_found_by_its_pointer(String pointer) {
    environment.put("COMMIT_TIMESTAMP_POINTER", pointer);

    handle("kinesis-debezium.json");

    assertThat(checkpoint().lastReplicatedCommitTimestamp().orElseThrow())
        .isBetween(
            Instant.parse("2026-01-01T00:00:04Z"), Instant.parse("2026-01-01T00:00:04.000123Z"));
  }

  @Test
  void a_consumers_arn_names_the_stream_too() {
    assertThat(handle("kinesis-consumer.json")).isEqualTo(NO_FAILURES);
    assertThat(path.target.records()).hasSize(1);
  }

  @Test
  void a_record_without_a_partition_key_is_refused_loudly() {
    assertThatThrownBy(() -> handle("kinesis-no-partition-key.json"))
        .isInstanceOf(NoPartitionKey.class)
        .hasMessageContaining("RecordDistributionStrategy");
    assertThat(path.target.records()).isEmpty();
  }

  @Test
  void the_first_record_that_was_not_copied_is_the_answers_one_failure() {
    path.target.refuse(
        put ->
            put.partitionKey().equals("order-2")
                ? Optional.of("ProvisionedThroughputExceededException")
                : Optional.empty());

    String second =
        WireEvents.tree("kinesis-batch.json").at("/Records/1/kinesis/sequenceNumber").textValue();
    assertThat(handle("kinesis-batch.json"))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"" + second + "\"}]}");
    assertThat(context.linesWith("BatchCutShort")).contains("NotAcknowledged");
    assertThat(context.linesWith("\"_aws\"")).contains("\"BatchesCutShort\":1");
  }

  @Test
  void what_is_unknown_is_thrown_and_said_so_that_lambda_hands_the_batch_out_again() {
    path.epochsX.faults().all(Fault.UNREACHABLE);

    assertThatThrownBy(() -> handle("kinesis-batch.json")).isInstanceOf(ReplicaUnavailable.class);
    assertThat(context.linesWith("BatchFailed")).contains("ReplicaUnavailable");
    assertThat(context.linesWith("\"_aws\"")).contains("\"BatchesFailed\":1", "\"Gaps\":0");
  }

  @Test
  void records_of_the_peer_are_acknowledged() {
    path.epochsX.put(ORDERS, epoch(2, Y, Phase.ACTIVE));

    assertThat(handle("kinesis-batch.json")).isEqualTo(NO_FAILURES);
    assertThat(path.target.records()).isEmpty();
    assertThat(context.linesWith("\"_aws\"")).contains("\"RecordsOfPeerAcknowledged\":4");
  }

  @Test
  void an_event_without_records_is_acknowledged() {
    assertThat(handle(bytes("{\"Records\":[]}"))).isEqualTo(NO_FAILURES);
    assertThat(handle(bytes("{}"))).isEqualTo(NO_FAILURES);
  }

  @Test
  void a_batch_of_two_shards_or_of_no_stream_is_refused() {
    ObjectNode mixed = WireEvents.tree("kinesis-batch.json");
    record(mixed, 1).put("eventID", "shardId-000000000007:1");
    ObjectNode elsewhere = WireEvents.tree("kinesis-batch.json");
    record(elsewhere, 0).put("eventSourceARN", "arn:aws:sqs:x:1:orders");
    ObjectNode twoStreams = WireEvents.tree("kinesis-batch.json");
    record(twoStreams, 1)
        .put("eventSourceARN", "arn:aws:kinesis:us-east-1:111122223333:stream/others");
    ObjectNode nameless = WireEvents.tree("kinesis-batch.json");
    record(nameless, 0).putNull("eventID");

    for (ObjectNode unusable : List.of(mixed, elsewhere, twoStreams, nameless)) {
      assertThatThrownBy(() -> handle(bytes(unusable.toString())))
          .isInstanceOf(UnusableEvent.class);
    }
    assertThat(path.target.records()).isEmpty();
  }

  @Test
  void no_line_carries_a_record() {
    handle("kinesis-batch.json");

    assertThat(context.lines).hasSize(2).noneMatch(line -> line.contains("order-"));
  }
}
