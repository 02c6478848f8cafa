package io.farshore.core.replication;

import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.commit.CommitTimestampReader;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.epoch.Phase;
import io.farshore.core.heartbeat.FarshoreRecords;
import io.farshore.core.heartbeat.Heartbeat;
import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.PutResult.Acknowledged;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.StreamName;
import io.farshore.core.stream.StreamRecord;
import io.farshore.core.testing.InMemoryCheckpointTable;
import io.farshore.core.testing.InMemoryEpochTable;
import io.farshore.core.testing.InMemoryStream;
import io.farshore.core.testing.VirtualEventLoop;
import io.farshore.core.write.WriterSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Two Regions with one stream: X is active, a replicator copies to Y. */
final class TwoRegions {

  static final StreamName STREAM = new StreamName("orders");
  static final Region X = new Region("us-east-1");
  static final Region Y = new Region("us-east-2");
  static final ProducerId PRODUCER = new ProducerId("p1");
  static final String SHARD = "shardId-000000000000";
  static final Duration ROUND_TRIP = Duration.ofMillis(70);

  final VirtualEventLoop loop = new VirtualEventLoop();
  final InMemoryEpochTable epochsX = new InMemoryEpochTable(X, loop);
  final InMemoryEpochTable epochsY = new InMemoryEpochTable(Y, loop);
  final InMemoryCheckpointTable checkpointsX = new InMemoryCheckpointTable(X, loop);
  final InMemoryCheckpointTable checkpointsY = new InMemoryCheckpointTable(Y, loop);
  final InMemoryStream source;
  final InMemoryStream target;
  Duration lease = Duration.ofSeconds(10);
  boolean looksBehind;
  WatermarkSource watermarks = new WatermarkSource.Heartbeats();
  WriterSettings writer =
      WriterSettings.defaults(Duration.ofSeconds(1)).givingUpAfter(Duration.ofSeconds(20));

  TwoRegions(int shards) {
    source = new InMemoryStream(STREAM, X, shards, loop);
    target = new InMemoryStream(STREAM, Y, shards, loop);
    epochsY.faults().roundTrip(ROUND_TRIP);
    checkpointsY.faults().roundTrip(ROUND_TRIP);
    target.faults().roundTrip(ROUND_TRIP);
  }

  /** Opens an epoch of X over its shards as they are now, and lets both replicas know. */
  Epoch openEpoch(long number) {
    Map<String, NamedShard> named = new HashMap<>();
    source
        .shardsNow()
        .forEach(
            shard ->
                named.put(
                    shard.id(),
                    shard.open()
                        ? new NamedShard.Open(
                            source
                                .append(
                                    new OutgoingRecord(
                                        "marker" + shard.id(),
                                        Optional.of(shard.startingHashKey()),
                                        bytes("marker of " + number)))
                                .sequenceNumber(),
                            shard.parents())
                        : new NamedShard.Closed(shard.parents())));
    Epoch epoch = epoch(number, X, Phase.ACTIVE, named);
    epochsX.put(STREAM, epoch);
    epochsY.put(STREAM, epoch);
    return epoch;
  }

  Epoch epoch(long number, Region region, Phase phase, Map<String, NamedShard> shards) {
    Instant now = loop.wallTime();
    return new Epoch(
        new EpochId(number, region),
        phase,
        shards,
        Map.of(),
        "test",
        Optional.empty(),
        now,
        Optional.of(now),
        phase == Phase.ACTIVE ? Optional.of(now) : Optional.empty(),
        Optional.empty(),
        false);
  }

  /** A change of one key. */
  Acknowledged change(String key, String commitTimestamp) {
    return source.append(
        OutgoingRecord.of(
            key,
            bytes("{\"key\":\"" + key + "\",\"commitTimestamp\":\"" + commitTimestamp + "\"}")));
  }

  /** A heartbeat into one shard. */
  Acknowledged heartbeat(long epoch, String shardId, Watermark watermark) {
    var shard =
        source.shardsNow().stream().filter(s -> s.id().equals(shardId)).findFirst().orElseThrow();
    return source.append(
        FarshoreRecords.heartbeat(
            new Heartbeat(PRODUCER, watermark, epoch, shardId, loop.wallTime()), shard));
  }

  static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  SourceBatch batch(String shardId) {
    return new SourceBatch(shardId, source.records(shardId));
  }

  SourceBatch batchAfter(String shardId, SequenceNumber place) {
    return new SourceBatch(
        shardId,
        source.records(shardId).stream().filter(r -> r.sequenceNumber().isAfter(place)).toList());
  }

  CopyPath path() {
    return new CopyPath(epochsX, epochsY, checkpointsY, source, target);
  }

  Replicator replicator() {
    return new Replicator(
        path(),
        loop,
        new SplittableRandom(7),
        new ReplicatorSettings(
            lease,
            writer,
            Duration.ofHours(24),
            Duration.ofHours(4),
            watermarks,
            CommitTimestampReader.at("/commitTimestamp"),
            ReplicatorSettings.reserveFor(writer.callTimeout())),
        looksBehind);
  }

  Outcome replicate(SourceBatch batch) {
    return replicate(batch, Duration.ofMinutes(1));
  }

  Outcome replicate(SourceBatch batch, Duration remaining) {
    Replicator replicator = replicator();
    return loop.await(() -> replicator.replicate(batch, remaining));
  }

  Outcome.Copied copied(SourceBatch batch) {
    return (Outcome.Copied) replicate(batch);
  }

  ShardCheckpoint checkpoint(String shardId) {
    return checkpointsY.now(STREAM, X).get(shardId);
  }

  List<StreamRecord> written() {
    return target.records();
  }
}
