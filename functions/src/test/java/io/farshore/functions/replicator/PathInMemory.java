package io.farshore.functions.replicator;

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
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/** The path from us-east-1 to us-east-2, in memory; its wall clock stands still. */
final class PathInMemory implements AutoCloseable {

  static final Region X = new Region("us-east-1");
  static final Region Y = new Region("us-east-2");
  static final StreamName ORDERS = new StreamName("orders");
  static final String SHARD = "shardId-000000000006";

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:10Z");

  final ThreadEventLoop loop =
      new ThreadEventLoop("test", Clock.fixed(NOW, ZoneOffset.UTC), System::nanoTime);
  final InMemoryEpochTable epochsX = new InMemoryEpochTable(X, loop);
  final InMemoryEpochTable epochsY = new InMemoryEpochTable(Y, loop);
  final InMemoryCheckpointTable checkpointsY = new InMemoryCheckpointTable(Y, loop);
  final InMemoryStream source = new InMemoryStream(ORDERS, X, 1, loop);
  final InMemoryStream target;
  final CopyPath ports;

  PathInMemory(int targetShards) {
    target = new InMemoryStream(ORDERS, Y, targetShards, loop);
    ports = new CopyPath(epochsX, epochsY, checkpointsY, source, target);
  }

  /** In the first epoch, of which both Regions have heard. */
  PathInMemory active(Region region) {
    Epoch epoch = epoch(1, region, Phase.ACTIVE);
    epochsX.put(ORDERS, epoch);
    epochsY.put(ORDERS, epoch);
    return this;
  }

  static Epoch epoch(long number, Region region, Phase phase) {
    return new Epoch(
        new EpochId(number, region),
        phase,
        Map.of(SHARD, new NamedShard.Open(new SequenceNumber(BigInteger.ONE), List.of())),
        Map.of(),
        "test",
        Optional.empty(),
        NOW,
        Optional.of(NOW),
        Optional.of(NOW),
        Optional.empty(),
        false);
  }

  /**
   * The handler in us-east-1.
   *
   * @param settings beside the Regions
   */
  KinesisReplicator replicator(Map<String, String> settings, LongFunction<RandomGenerator> random) {
    return new KinesisReplicator(configuration(settings), loop, random, stream -> ports);
  }

  static ReplicatorConfiguration configuration(Map<String, String> settings) {
    var environment = new HashMap<>(settings);
    environment.put("AWS_REGION", X.name());
    environment.put("PEER_REGION", Y.name());
    return ReplicatorConfiguration.of(new Configuration(environment));
  }

  @Override
  public void close() {
    loop.close();
  }
}
