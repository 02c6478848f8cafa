package io.farshore.simulator;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.EpochTable;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.epoch.Phase;
import io.farshore.core.heartbeat.FarshoreRecord;
import io.farshore.core.heartbeat.FarshoreRecords;
import io.farshore.core.heartbeat.Heartbeat;
import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.RegionalStream;
import io.farshore.producer.Producer;
import io.farshore.producer.ProducerListener;
import io.farshore.producer.ProducerSettings;
import io.farshore.producer.ProducerState;
import io.farshore.producer.ProducerStateStore;
import io.farshore.producer.ProducerStatus;
import io.farshore.producer.RegionPorts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The real producer in a process that can be killed and started again; its state survives. */
final class ProducerProcess {

  private final World world;
  private final CommittedLog log;
  private final Region home;
  private final Duration skew;
  private final Store store = new Store();
  private Actor actor;
  private Producer producer;
  private boolean killed;

  ProducerProcess(World world, ProducerId id, Region home, Duration skew) {
    this.world = world;
    this.log = world.log(id);
    this.home = home;
    this.skew = skew;
    start();
  }

  ProducerId id() {
    return log.producer();
  }

  CommittedLog log() {
    return log;
  }

  ProducerStatus status() {
    return producer.status();
  }

  /** Whether it runs: it is neither killed nor frozen. */
  boolean runs() {
    return !killed && !actor.isFrozen();
  }

  Actor actor() {
    return actor;
  }

  void freeze(Duration time) {
    world.note(id().value(), () -> "stands still for " + time);
    actor.freeze(time);
  }

  /** It stopped because its log was cleaned up: a person gives the log back, and restarts it. */
  boolean mendLog() {
    boolean stopped =
        log.oldest() > 0
            && status().lastError().filter(said -> said.contains("reach back")).isPresent();
    if (stopped) {
      world.note(id().value(), () -> "gets its whole log again");
      log.restore();
      restartAfter(Duration.ofSeconds(1));
    }
    return stopped;
  }

  /** Kills it; it is started again after a time. */
  void restartAfter(Duration time) {
    world.note(id().value(), () -> "is killed");
    actor.kill();
    if (!killed) {
      killed = true;
      world.time().after(time.toNanos(), this::start);
    }
  }

  private void start() {
    killed = false;
    actor = new Actor(world, id().value(), home, false, skew);
    store.saved.map(ProducerState::epoch).ifPresent(actor::actsIn);
    ProducerSettings usual = ProducerSettings.defaults(World.LEASE, Network.CALL_TIMEOUT);
    producer =
        new Producer(
            id(),
            World.STREAM,
            World.REGIONS.stream().map(this::ports).toList(),
            new LogReader(log, world.sabotage()),
            store,
            world.setting().foreign() ? asForeign(usual) : usual,
            actor,
            world.random().split(),
            new Heard());
    world.note(id().value(), () -> "starts");
    producer.start();
  }

  private static ProducerSettings asForeign(ProducerSettings usual) {
    return new ProducerSettings(
        usual.interval(),
        usual.leaseLife(),
        usual.callTimeout(),
        usual.mostCallsInFlight(),
        Setting.FOREIGN_SPAN,
        usual.mostUnacknowledgedBytes(),
        usual.logPollInterval(),
        usual.shardListInterval());
  }

  private RegionPorts ports(Region region) {
    EpochTable table = new EpochPort(world, actor, region);
    return new RegionPorts(
        epochs(table),
        world.is(Sabotage.PRODUCER_WITHOUT_LEASE) ? alwaysAgreeing(table) : table,
        new CheckpointPort(world, actor, region),
        stream(new StreamPort(world, actor, region)));
  }

  private EpochTable alwaysAgreeing(EpochTable table) {
    return new WrappedEpochs(
        table,
        () ->
            CompletableFuture.completedFuture(WrongEpochs.only(store.saved.orElseThrow().epoch())));
  }

  private EpochTable epochs(EpochTable table) {
    return switch (world.sabotage()) {
      case NO_REWIND_IN_SAME_REGION ->
          new WrappedEpochs(
              table, () -> table.epochs(World.STREAM).thenApply(this::resumingWhereItIs));
      case DRAIN_WITHOUT_DEADLINE ->
          new WrappedEpochs(
              table, () -> table.epochs(World.STREAM).thenApply(WrongEpochs::withoutDeadlines));
      default -> table;
    };
  }

  private Epochs resumingWhereItIs(Epochs epochs) {
    return store
        .saved
        .flatMap(state -> epochs.find(state.epoch()))
        .map(
            (Epoch followed) ->
                WrongEpochs.resumingAt(epochs, id(), store.saved.get().lowWatermark(), followed))
        .orElse(epochs);
  }

  private RegionalStream stream(RegionalStream right) {
    return switch (world.sabotage()) {
      case HEARTBEAT_FROM_WALL_CLOCK, WATERMARK_KEPT_ON_FOLLOW ->
          new WrongStream(right, this::withWrongWatermark);
      default -> right;
    };
  }

  private OutgoingRecord withWrongWatermark(OutgoingRecord put) {
    Optional<FarshoreRecord> own = FarshoreRecords.decode(put.data());
    if (own.isEmpty() || !(own.get() instanceof Heartbeat sent)) {
      return put;
    }
    Heartbeat wrong =
        new Heartbeat(
            sent.producer(), wrong(sent.watermark()), sent.epoch(), sent.shardId(), sent.sentAt());
    return new OutgoingRecord(
        put.partitionKey(), put.explicitHashKey(), FarshoreRecords.encode(wrong));
  }

  private Watermark wrong(Watermark right) {
    if (world.is(Sabotage.HEARTBEAT_FROM_WALL_CLOCK)) {
      return log.size() == 0 ? right : Watermark.at(log.change(log.size() - 1).commitTimestamp());
    }
    return right.isBelow(store.highest) ? store.highest : right;
  }

  private final class Heard implements ProducerListener {
    @Override
    public void followed(EpochId epoch, Watermark from) {
      world.reached("producer followed");
      world.note(id().value(), () -> "follows " + epoch + " from " + from);
    }

    @Override
    public void resumed(EpochId epoch) {
      world.reached("producer resumed");
      world.note(id().value(), () -> "writes in " + epoch);
    }

    @Override
    public void paused(String why) {
      world.reached("producer paused");
      world.note(id().value(), () -> "pauses: " + why);
    }

    @Override
    public void firstAcknowledgement(EpochId epoch, Instant at) {
      world.reached("producer firstAcknowledgement");
    }

    @Override
    public void failed(String message) {
      world.reached("producer failed");
      if (message.contains("reach back")) {
        world.reached("producer stops: its log no longer reaches back");
        world.note(id().value(), () -> "stops: " + message);
      }
    }

    @Override
    public void flushing(EpochId prepared) {
      world.reached("producer flushing");
      world.note(id().value(), () -> "flushes for " + prepared);
    }

    @Override
    public void drained(Watermark low) {
      world.reached("producer drained");
      world.note(id().value(), () -> "is drained at " + low);
    }
  }

  /** Durable; its process may die right after any write. */
  private final class Store implements ProducerStateStore {
    private Optional<ProducerState> saved = Optional.empty();
    private Watermark highest = Watermark.START;

    @Override
    public Optional<ProducerState> load() {
      return switch (world.sabotage()) {
        case RESTART_WITH_WATERMARK_BUT_NOT_EPOCH ->
            saved.map(state -> in(state, higher(state.epoch(), inForce(World.EAST, World.OHIO))));
        case START_NOT_KEPT ->
            saved.map(
                state ->
                    new ProducerState(state.epoch(), state.lowWatermark(), state.lowWatermark()));
        case LOWER_EPOCH_FOLLOWED ->
            saved.map(state -> in(state, inForce(home).orElse(state.epoch())));
        default -> saved;
      };
    }

    private static ProducerState in(ProducerState state, EpochId epoch) {
      return new ProducerState(epoch, state.lowWatermark(), state.start());
    }

    private static EpochId higher(EpochId kept, Optional<EpochId> found) {
      return found.filter(epoch -> epoch.compareTo(kept) > 0).orElse(kept);
    }

    private Optional<EpochId> inForce(Region... regions) {
      return Stream.of(regions)
          .map(region -> world.replica(region).epochs())
          .reduce(Epochs::merge)
          .flatMap(Epochs::inForce)
          .filter(epoch -> epoch.phase() == Phase.ACTIVE)
          .map(Epoch::id);
    }

    @Override
    public void save(ProducerState next) {
      saved = Optional.of(next);
      highest = highest.isBelow(next.lowWatermark()) ? next.lowWatermark() : highest;
      actor.actsIn(next.epoch());
    }
  }
}
