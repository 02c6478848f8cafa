package io.farshore.functions.replicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.epoch.Phase;
import io.farshore.core.lease.Fenced;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RehearsalTest {

  private static final Region X = new Region("us-east-1");
  private static final Region Y = new Region("us-east-2");
  private static final StreamName ORDERS = new StreamName("orders");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:10Z");

  private final ThreadEventLoop loop =
      new ThreadEventLoop("test", Clock.fixed(NOW, ZoneOffset.UTC), System::nanoTime);
  private final InMemoryEpochTable epochsX = new InMemoryEpochTable(X, loop);
  private final InMemoryEpochTable epochsY = new InMemoryEpochTable(Y, loop);
  private final InMemoryCheckpointTable checkpointsY = new InMemoryCheckpointTable(Y, loop);
  private final InMemoryStream source = new InMemoryStream(ORDERS, X, 1, loop);
  private final InMemoryStream target = new InMemoryStream(ORDERS, Y, 1, loop);
  private final CopyPath path = new CopyPath(epochsX, epochsY, checkpointsY, source, target);
  private final ReplicatorConfiguration configuration =
      ReplicatorConfiguration.of(
          new Configuration(Map.of("AWS_REGION", "us-east-1", "PEER_REGION", "us-east-2")));
  private final Rehearsal rehearsal = new Rehearsal(configuration, loop);
  private final List<Long> seeds = new ArrayList<>();

  @BeforeEach
  void xIsActive() {
    epochsX.put(ORDERS, epoch(1, X, Phase.ACTIVE));
    epochsY.put(ORDERS, epoch(1, X, Phase.ACTIVE));
  }

  @AfterEach
  void endLoop() {
    loop.close();
  }

  private static Epoch epoch(long number, Region region, Phase phase) {
    return new Epoch(
        new EpochId(number, region),
        phase,
        Map.of(
            "shardId-000000000006",
            new NamedShard.Open(new SequenceNumber(BigInteger.ONE), List.of())),
        Map.of(),
        "test",
        Optional.empty(),
        NOW,
        Optional.of(NOW),
        Optional.of(NOW),
        Optional.empty(),
        false);
  }

  private KinesisReplicator replicator() {
    return new KinesisReplicator(
        configuration,
        loop,
        seed -> {
          seeds.add(seed);
          return new SplittableRandom(seed);
        },
        stream -> path);
  }

  private void handle(KinesisReplicator replicator, Context context) throws IOException {
    byte[] event =
        Files.readAllBytes(
            Path.of(System.getProperty("farshore.root"), "events", "kinesis-batch.json"));
    replicator.handleRequest(new ByteArrayInputStream(event), new ByteArrayOutputStream(), context);
  }

  @Test
  @DisplayName("A rehearsal goes all the way: both records are copied, and nothing fails")
  void goes_all_the_way() {
    assertThat(rehearsal.copy(ORDERS)).isEqualTo("{\"batchItemFailures\":[]}");
  }

  @Test
  @DisplayName("A rehearsal writes to no stream and to no table")
  void writes_nothing() {
    rehearsal.of(ORDERS, stream -> path).forEach(Runnable::run);

    assertThat(target.records()).isEmpty();
    assertThat(checkpointsY.now(ORDERS, X)).isEmpty();
  }

  @Test
  @DisplayName("A lease of before the snapshot is not there after it: a fence meanwhile is seen")
  void carries_no_lease() throws IOException {
    KinesisReplicator replicator = replicator();
    handle(replicator, new RecordedContext());
    int before = target.records().size();
    rehearsal.of(ORDERS, stream -> path).forEach(Runnable::run);
    epochsY.put(ORDERS, epoch(2, Y, Phase.FENCING));

    assertThatThrownBy(() -> handle(replicator, new RecordedContext())).isInstanceOf(Fenced.class);
    assertThat(target.records()).hasSize(before);
  }

  @Test
  @DisplayName("Random numbers begin with the first invocation, from what is its alone")
  void draws_nothing_before_the_first_invocation() throws IOException {
    KinesisReplicator replicator = replicator();
    rehearsal.of(ORDERS, stream -> path).forEach(Runnable::run);

    assertThat(seeds).isEmpty();

    handle(replicator, new RecordedContext());
    handle(replicator(), new NoInvocation());
    assertThat(seeds.get(0) >>> Integer.SIZE).isNotEqualTo(seeds.get(1) >>> Integer.SIZE);
  }
}
