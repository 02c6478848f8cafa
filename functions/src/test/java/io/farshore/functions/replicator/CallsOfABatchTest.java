package io.farshore.functions.replicator;

import static io.farshore.functions.replicator.PathInMemory.ORDERS;
import static io.farshore.functions.replicator.PathInMemory.SHARD;
import static io.farshore.functions.replicator.PathInMemory.X;
import static io.farshore.functions.replicator.PathInMemory.Y;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.SequenceNumber;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a batch costs beside its PutRecords calls, through the handler. */
class CallsOfABatchTest {

  private static final int BATCHES = 40;

  private final PathInMemory path = new PathInMemory(2);

  @AfterEach
  void close() {
    path.close();
  }

  private KinesisReplicator replicator(Region active, String ordering) {
    return path.active(active).replicator(Map.of("ORDERING", ordering), SplittableRandom::new);
  }

  private static byte[] batch(int serial) {
    StringJoiner records = new StringJoiner(",", "{\"Records\":[", "]}");
    for (int i = 0; i < 50; i++) {
      records.add(record(1_000 + serial * 50 + i, "key" + i % 20));
    }
    return records.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String record(int place, String key) {
    byte[] data = ("{\"key\":\"" + key + "\"}").getBytes(StandardCharsets.UTF_8);
    return """
    {"kinesis":{"partitionKey":"%s","sequenceNumber":"%d","data":"%s",
    "approximateArrivalTimestamp":1767225600.5},"eventID":"%s:%2$d",
    "eventSourceARN":"arn:aws:kinesis:us-east-1:111122223333:stream/orders"}"""
        .formatted(key, place, Base64.getEncoder().encodeToString(data), SHARD);
  }

  private static void handle(KinesisReplicator replicator, byte[] event) throws IOException {
    var answer = new ByteArrayOutputStream();
    replicator.handleRequest(new ByteArrayInputStream(event), answer, new RecordedContext());
    assertThat(answer).hasToString("{\"batchItemFailures\":[]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"strict", "relaxed"})
  void one_control_read_in_X_and_one_lease_one_checkpoint_read_and_write_in_Y(String ordering)
      throws IOException {
    AtomicInteger puts = new AtomicInteger();
    path.target.refuse(
        put ->
            puts.incrementAndGet() % 10 == 0
                ? Optional.of("ProvisionedThroughputExceededException")
                : Optional.empty());
    KinesisReplicator replicator = replicator(X, ordering);

    for (int i = 0; i < BATCHES; i++) {
      handle(replicator, batch(i));
    }

    assertThat(path.epochsX.faults().calls()).as("all calls to X's epochs").isEqualTo(BATCHES);
    assertThat(path.epochsY.faults().calls()).as("all calls to Y's epochs").isEqualTo(BATCHES);
    assertThat(path.checkpointsY.faults().calls("advance")).as("checkpoints").isEqualTo(BATCHES);
    assertThat(path.checkpointsY.faults().calls("shard")).as("read of them").isEqualTo(BATCHES);
    assertThat(path.checkpointsY.faults().calls()).as("nothing else").isEqualTo(2 * BATCHES);
    assertThat(path.source.faults().calls()).as("to the source stream").isZero();
    assertThat(path.checkpointsY.now(ORDERS, X).values())
        .extracting(ShardCheckpoint::sequenceNumber)
        .containsExactly(Optional.of(SequenceNumber.of("" + (1_000 + BATCHES * 50 - 1))));
  }

  @Test
  void a_batch_of_the_peers_own_records_costs_one_read_and_nothing_of_the_peer()
      throws IOException {
    KinesisReplicator replicator = replicator(Y, "strict");

    for (int i = 0; i < BATCHES; i++) {
      handle(replicator, batch(i));
    }

    assertThat(path.epochsX.faults().calls()).isEqualTo(BATCHES);
    assertThat(path.epochsY.faults().calls() + path.checkpointsY.faults().calls()).isZero();
    assertThat(path.target.callSizes()).isEmpty();
  }
}
