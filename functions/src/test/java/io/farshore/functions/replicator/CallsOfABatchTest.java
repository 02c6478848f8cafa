package io.farshore.functions.replicator;

import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.epoch.Phase;
import io.farshore.core.replication.CopyPath;
import io.farshore.core.setting.Configuration;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.StreamName;
import io.farshore.core.testing.InMemoryCheckpointTable;
import io.farshore.core.testing.InMemoryEpochTable;
import io.farshore.core.testing.InMemoryStream;
import io.farshore.core.time.ThreadEventLoop;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
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

  private static final Region X = new Region("us-east-1");
  private static final Region Y = new Region("us-east-2");
  private static final StreamName ORDERS = new StreamName("orders");
  private static final String SHARD = "shardId-000000000006";
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:10Z");
  private static final int BATCHES = 40;

  private final ThreadEventLoop loop =
      new ThreadEventLoop("test", Clock.fixed(NOW, ZoneOffset.UTC), System::nanoTime);
  private final InMemoryEpochTable epochsX = new InMemoryEpochTable(X, loop);
  private final InMemoryEpochTable epochsY = new InMemoryEpochTable(Y, loop);
  private final InMemoryCheckpointTable checkpointsY = new InMemoryCheckpointTable(Y, loop);
  private final InMemoryStream source = new InMemoryStream(ORDERS, X, 1, loop);
  private final InMemoryStream target = new InMemoryStream(ORDERS, Y, 2, loop);

  @AfterEach
  void endLoop() {
    loop.close();
  }

  private KinesisReplicator replicator(Region active, String ordering) {
    Epoch epoch =
        new Epoch(
            new EpochId(1, active),
            Phase.ACTIVE,
            Map.of(SHARD, new NamedShard.Open(new SequenceNumber(BigInteger.ONE), List.of())),
            Map.of(),
            "test",
            Optional.empty(),
            NOW,
            Optional.of(NOW),
            Optional.of(NOW),
            Optional.empty(),
            false);
    epochsX.put(ORDERS, epoch);
    epochsY.put(ORDERS, epoch);
    var environment = Map.of("AWS_REGION", X.name(), "PEER_REGION", Y.name(), "ORDERING", ordering);
    return new KinesisReplicator(
        ReplicatorConfiguration.of(new Configuration(environment)),
        loop,
        SplittableRandom::new,
        stream -> new CopyPath(epochsX, epochsY, checkpointsY, source, target));
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
    target.refuse(
        put ->
            puts.incrementAndGet() % 10 == 0
                ? Optional.of("ProvisionedThroughputExceededException")
                : Optional.empty());
    KinesisReplicator replicator = replicator(X, ordering);

    for (int i = 0; i < BATCHES; i++) {
      handle(replicator, batch(i));
    }

    assertThat(epochsX.faults().calls()).as("all calls to X's epochs").isEqualTo(BATCHES);
    assertThat(epochsY.faults().calls()).as("all calls to Y's epochs").isEqualTo(BATCHES);
    assertThat(checkpointsY.faults().calls("advance")).as("checkpoints").isEqualTo(BATCHES);
    assertThat(checkpointsY.faults().calls("shard")).as("read of them").isEqualTo(BATCHES);
    assertThat(checkpointsY.faults().calls()).as("nothing else").isEqualTo(2 * BATCHES);
    assertThat(source.faults().calls()).as("to the source stream").isZero();
    assertThat(checkpointsY.now(ORDERS, X).values())
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

    assertThat(epochsX.faults().calls()).isEqualTo(BATCHES);
    assertThat(epochsY.faults().calls() + checkpointsY.faults().calls()).isZero();
    assertThat(target.callSizes()).isEmpty();
  }
}
