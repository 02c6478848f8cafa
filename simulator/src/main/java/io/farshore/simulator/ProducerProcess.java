package io.farshore.simulator;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.EpochTable;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.producer.Producer;
import io.farshore.producer.ProducerListener;
import io.farshore.producer.ProducerSettings;
import io.farshore.producer.ProducerState;
import io.farshore.producer.ProducerStateStore;
import io.farshore.producer.ProducerStatus;
import io.farshore.producer.RegionPorts;
import java.time.Duration;
import java.util.Optional;

/** The real producer in a process that can be killed and started again; its state survives. */
final class ProducerProcess {

  private final World world;
  private final CommittedLog log;
  private final Region home;
  private final Duration skew;
  private final Store store = new Store();
  private Actor actor;
  private Producer producer;

  ProducerProcess(World world, ProducerId id, Region home) {
    this.world = world;
    this.log = world.log(id);
    this.home = home;
    long skew = world.weather().has(Fault.CLOCK_SKEW) ? world.below(4_000) - 2_000 : 0;
    this.skew = Duration.ofMillis(skew);
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

  void freeze(Duration time) {
    world.note(id().value(), () -> "stands still for " + time);
    actor.freeze(time);
  }

  /** Kills it; it is started again after a time. */
  void restartAfter(Duration time) {
    world.note(id().value(), () -> "is killed");
    actor.kill();
    world.time().after(time.toNanos(), this::start);
  }

  private void start() {
    actor = new Actor(world, id().value(), home, false, skew);
    store.saved.map(ProducerState::epoch).ifPresent(actor::actsIn);
    producer =
        new Producer(
            id(),
            World.STREAM,
            World.REGIONS.stream().map(this::ports).toList(),
            new LogReader(log, world.sabotage() == Sabotage.RESUME_EXCLUSIVE ? 1 : 0),
            store,
            ProducerSettings.defaults(World.LEASE, Network.CALL_TIMEOUT),
            actor,
            world.random().split(),
            new Heard());
    world.note(id().value(), () -> "starts");
    producer.start();
  }

  private RegionPorts ports(Region region) {
    return new RegionPorts(
        epochs(region),
        new CheckpointPort(world, actor, region),
        new StreamPort(world, actor, region));
  }

  private EpochTable epochs(Region region) {
    EpochTable table = new EpochPort(world, actor, region);
    if (world.sabotage() != Sabotage.NO_REWIND_IN_SAME_REGION) {
      return table;
    }
    return new WrappedEpochs(
        table,
        asked ->
            asked.thenApply(
                epochs ->
                    store
                        .saved
                        .flatMap(state -> epochs.find(state.epoch()))
                        .map(
                            (Epoch followed) ->
                                Sabotage.resumingAt(
                                    epochs, id(), store.saved.get().lowWatermark(), followed))
                        .orElse(epochs)));
  }

  private final class Heard implements ProducerListener {
    @Override
    public void followed(EpochId epoch, Watermark from) {
      world.reached("producer follows");
      world.note(id().value(), () -> "follows " + epoch + " from " + from);
    }

    @Override
    public void resumed(EpochId epoch) {
      world.note(id().value(), () -> "writes in " + epoch);
    }

    @Override
    public void paused(String why) {
      world.reached("producer pauses");
      world.note(id().value(), () -> "pauses: " + why);
    }

    @Override
    public void flushing(EpochId prepared) {
      world.reached("producer flushes");
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

    @Override
    public Optional<ProducerState> load() {
      return saved;
    }

    @Override
    public void save(ProducerState next) {
      saved = Optional.of(next);
      actor.actsIn(next.epoch());
    }
  }
}
