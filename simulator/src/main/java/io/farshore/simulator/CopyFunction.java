package io.farshore.simulator;

import io.farshore.core.commit.CommitTimestampReader;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochTable;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.epoch.Phase;
import io.farshore.core.heartbeat.FarshoreRecords;
import io.farshore.core.heartbeat.Heartbeat;
import io.farshore.core.replication.CopyPath;
import io.farshore.core.replication.Outcome;
import io.farshore.core.replication.Replicator;
import io.farshore.core.replication.ReplicatorSettings;
import io.farshore.core.replication.SkipRule;
import io.farshore.core.replication.SourceBatch;
import io.farshore.core.replication.WatermarkSource;
import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.RegionalStream;
import io.farshore.core.stream.StreamRecord;
import io.farshore.core.write.WriterSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The real replicator of one Region, given what it is given in a function; or sabotaged. */
final class CopyFunction {

  static final Duration INVOCATION = Duration.ofSeconds(30);

  private static final String MARK = "\u0001";

  private final World world;
  private final Region from;
  private final Region to;
  private final ReplicatorSettings settings;
  private final Map<String, KeptLease> environments = new HashMap<>();
  private Optional<Epochs> cached = Optional.empty();

  CopyFunction(World world, Region from) {
    this.world = world;
    this.from = from;
    this.to = World.other(from);
    boolean careless = world.is(Sabotage.GAP_NOT_NOTICED);
    Duration retention = careless ? Duration.ofDays(365) : world.setting().retention();
    this.settings =
        new ReplicatorSettings(
            World.LEASE,
            WriterSettings.defaults(Network.CALL_TIMEOUT),
            retention,
            world.setting().trims() ? Duration.ofSeconds(10) : Duration.ofHours(1),
            watermarks(),
            CommitTimestampReader.at(CommitTimestampReader.DEFAULT_POINTER),
            ReplicatorSettings.reserveFor(Network.CALL_TIMEOUT));
  }

  private WatermarkSource watermarks() {
    boolean careless = world.is(Sabotage.WATERMARK_FROM_RECORDS_WITHOUT_LATENESS);
    Duration lateness = Duration.ofSeconds(careless ? 0 : Setting.FOREIGN_SPAN + 1);
    return world.setting().foreign()
        ? new WatermarkSource.Records(new ProducerId("p1"), lateness)
        : new WatermarkSource.Heartbeats();
  }

  /** One invocation. */
  CompletableFuture<Outcome> copy(Actor function, SourceBatch batch) {
    EpochTable leases = new EpochPort(world, function, to);
    if (world.is(Sabotage.LEASE_FROM_RESPONSE_TIME)) {
      return leases
          .epochs(World.STREAM)
          .thenCompose(answer -> copy(function, batch, new FirstAnswer(leases, answer).table()));
    }
    return copy(function, batch, leases(function, batch.shardId(), leases));
  }

  private EpochTable leases(Actor function, String shardId, EpochTable right) {
    return switch (world.sabotage()) {
      case LEASE_CARRIED_OVER_INVOCATIONS ->
          environments.computeIfAbsent(shardId, id -> new KeptLease()).table(right);
      case LEASE_FROM_THE_WRONG_REPLICA -> {
        EpochTable own = new EpochPort(world, function, from);
        yield new WrappedEpochs(right, () -> own.epochs(World.STREAM));
      }
      default -> right;
    };
  }

  private CompletableFuture<Outcome> copy(Actor function, SourceBatch batch, EpochTable leases) {
    CopyPath path =
        new CopyPath(
            sourceEpochs(function, batch),
            leases,
            new WrongCheckpoints(
                world, new CheckpointPort(world, function, to), Optional.of(batch.shardId())),
            new StreamPort(world, function, from),
            target(new StreamPort(world, function, to)));
    boolean looksBehind = world.setting().limits().any() && !world.is(Sabotage.GAP_NOT_NOTICED);
    return new Replicator(path, function, world.random().split(), settings, looksBehind)
        .replicate(given(batch), INVOCATION);
  }

  /** X's replica; what it answers is the epoch that the replicator acts in. */
  private EpochTable sourceEpochs(Actor function, SourceBatch batch) {
    EpochTable port = new EpochPort(world, function, from);
    return new WrappedEpochs(
        port,
        () ->
            seen(port.epochs(World.STREAM), batch)
                .thenApply(
                    epochs -> {
                      epochs.inForce().ifPresent(epoch -> actsIn(function, epoch, batch));
                      return epochs;
                    }));
  }

  private void actsIn(Actor function, Epoch epoch, SourceBatch batch) {
    function.actsIn(epoch.id());
    if (epoch.phase() == Phase.ACTIVE && epoch.activeRegion().equals(from)) {
      SkipRule rule = SkipRule.of(epoch, batch.shardId());
      boolean skips = rule.skips(batch.records().get(0).sequenceNumber());
      String branch = "skip rule " + rule.getClass().getSimpleName();
      world.reached(branch + (skips ? " skips" : " copies"));
      world.reached("watermarks from " + settings.watermarks().getClass().getSimpleName());
    }
  }

  private CompletableFuture<Epochs> seen(CompletableFuture<Epochs> asked, SourceBatch batch) {
    return switch (world.sabotage()) {
      case INACTIVE_FROM_CACHE -> {
        Optional<Epochs> before = cached;
        asked.thenAccept(epochs -> cached = Optional.of(epochs));
        yield before.map(CompletableFuture::completedFuture).orElse(asked);
      }
      case COPY_WHILE_FENCING ->
          asked.thenApply(epochs -> WrongEpochs.fencingAsActive(epochs, from));
      case NO_SKIP_TO_MARKER -> asked.thenApply(epochs -> WrongEpochs.withoutMarkers(epochs, from));
      case BORN_LATER_TAKEN_FOR_CLOSED ->
          asked.thenApply(epochs -> WrongEpochs.bornLaterAsClosed(epochs, world, from));
      case SKIPPED_BY_THE_CHECKPOINT ->
          asked.thenApply(
              epochs ->
                  WrongEpochs.skippingBy(
                      world.replica(to).shard(from, batch.shardId()), batch, epochs, from));
      default -> asked;
    };
  }

  private SourceBatch given(SourceBatch batch) {
    return switch (world.sabotage()) {
      case HEARTBEAT_OVERTAKES_RECORDS -> heartbeatsFirst(batch);
      case RETRY_FAILED_RECORDS_ONLY -> eachWithAKeyOfItsOwn(batch);
      default -> batch;
    };
  }

  private static SourceBatch heartbeatsFirst(SourceBatch batch) {
    List<StreamRecord> sorted = new ArrayList<>(batch.records());
    sorted.removeIf(found -> !isHeartbeat(found));
    batch.records().stream().filter(found -> !isHeartbeat(found)).forEach(sorted::add);
    return new SourceBatch(batch.shardId(), sorted);
  }

  private static boolean isHeartbeat(StreamRecord found) {
    return FarshoreRecords.decode(found.data()).filter(Heartbeat.class::isInstance).isPresent();
  }

  /** The writer then takes no record for the next one of another's key. */
  private static SourceBatch eachWithAKeyOfItsOwn(SourceBatch batch) {
    List<StreamRecord> records = new ArrayList<>();
    for (StreamRecord found : batch.records()) {
      records.add(
          new StreamRecord(
              found.partitionKey() + MARK + records.size(),
              found.data(),
              found.sequenceNumber(),
              found.arrivedAt()));
    }
    return new SourceBatch(batch.shardId(), records);
  }

  private RegionalStream target(RegionalStream right) {
    return world.is(Sabotage.RETRY_FAILED_RECORDS_ONLY)
        ? new WrongStream(right, CopyFunction::withItsRightKey)
        : right;
  }

  private static OutgoingRecord withItsRightKey(OutgoingRecord put) {
    String key = put.partitionKey();
    return new OutgoingRecord(
        key.substring(0, key.indexOf(MARK)), put.explicitHashKey(), put.data());
  }

  /** The first ask is answered by an answer that is there already. */
  private static final class FirstAnswer {
    private final EpochTable right;
    private Optional<Epochs> answer;

    private FirstAnswer(EpochTable right, Epochs answer) {
      this.right = right;
      this.answer = Optional.of(answer);
    }

    private EpochTable table() {
      return new WrappedEpochs(right, this::ask);
    }

    private CompletableFuture<Epochs> ask() {
      Optional<Epochs> first = answer;
      answer = Optional.empty();
      return first
          .map(CompletableFuture::completedFuture)
          .orElseGet(() -> right.epochs(World.STREAM));
    }
  }

  /** What an environment keeps of the lease; between invocations its clock stands still. */
  private static final class KeptLease {
    private static final long INVOCATION_NANOS = 50_000_000L;

    private Optional<Epochs> answer = Optional.empty();
    private long heldNanos;

    private EpochTable table(EpochTable right) {
      heldNanos += INVOCATION_NANOS;
      return new WrappedEpochs(right, () -> ask(right));
    }

    private CompletableFuture<Epochs> ask(EpochTable right) {
      if (answer.isPresent() && heldNanos < World.LEASE.toNanos()) {
        return CompletableFuture.completedFuture(answer.get());
      }
      return right
          .epochs(World.STREAM)
          .thenApply(
              epochs -> {
                answer = Optional.of(epochs);
                heldNanos = 0;
                return epochs;
              });
    }
  }
}
