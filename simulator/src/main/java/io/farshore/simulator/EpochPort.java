package io.farshore.simulator;

import io.farshore.core.checkpoint.ReplicaUnavailable;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.EpochTable;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.epoch.Phase;
import io.farshore.core.epoch.StreamSettings;
import io.farshore.core.epoch.Transition;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** One replica's epochs, as an actor reaches them. */
final class EpochPort implements EpochTable {

  private final World world;
  private final Actor caller;
  private final Replica replica;

  EpochPort(World world, Actor caller, Region region) {
    this.world = world;
    this.caller = caller;
    this.replica = world.replica(region);
  }

  @Override
  public Region region() {
    return replica.region();
  }

  @Override
  public CompletableFuture<Epochs> epochs(StreamName stream) {
    return call("epochs", Network.Kind.READ, replica::epochs);
  }

  @Override
  public CompletableFuture<Transition> create(StreamName stream, Epoch epoch) {
    return call(
        "create " + epoch.id() + " " + epoch.phase(),
        Network.Kind.WRITE,
        () -> {
          Optional<Epoch> found = replica.epoch(epoch.id());
          if (found.isPresent() && !world.is(Sabotage.FLIP_WITHOUT_CONDITION)) {
            return new Transition.Refused(found.map(Epoch::phase));
          }
          replica.put(epoch);
          world.invariants().created(region(), epoch);
          world.note(caller.name(), () -> epoch.id() + " is " + epoch.phase() + " in " + region());
          return new Transition.Made();
        });
  }

  @Override
  public CompletableFuture<Transition> fence(
      StreamName stream, EpochId epoch, boolean drained, Instant at) {
    return fenceBefore(epoch, drained, at, Optional.empty());
  }

  /** As the state machine does it after a drain: only while the deadline is later than that. */
  CompletableFuture<Transition> fenceBefore(
      EpochId id, boolean drained, Instant at, Optional<Instant> soon) {
    return step(
        "fence",
        id,
        e ->
            e.phase() == Phase.DRAINING
                && (soon.isEmpty() || e.deadline().orElseThrow().isAfter(soon.get())),
        e -> e.fenced(at, drained));
  }

  @Override
  public CompletableFuture<Transition> abandon(StreamName stream, EpochId epoch) {
    return step("abandon", epoch, e -> e.phase() == Phase.DRAINING, Epoch::abandoned);
  }

  @Override
  public CompletableFuture<Transition> activate(
      StreamName stream,
      EpochId epoch,
      Map<String, NamedShard> shards,
      Map<ProducerId, Watermark> resumeFrom,
      Instant at) {
    boolean always = world.is(Sabotage.ACTIVATE_WITHOUT_CONDITION);
    return step(
        "activate",
        epoch,
        e -> always || e.phase() == Phase.FENCING,
        e -> active(e, new WrongOpening(world, region()).named(shards), resumeFrom, at));
  }

  private Epoch active(
      Epoch e, Map<String, NamedShard> shards, Map<ProducerId, Watermark> from, Instant at) {
    Epoch active = e.activated(shards, from, at);
    world.invariants().activated(region(), active);
    return active;
  }

  @Override
  public CompletableFuture<StreamSettings> settings(StreamName stream) {
    return call("settings", Network.Kind.READ, replica::settings);
  }

  @Override
  public CompletableFuture<Void> set(StreamName stream, StreamSettings settings) {
    throw new UnsupportedOperationException("Who pauses automatic starts writes to the replica");
  }

  @Override
  public CompletableFuture<Void> record(StreamName stream, HistoryEntry entry) {
    return call("record", Network.Kind.WRITE, () -> null);
  }

  @Override
  public CompletableFuture<List<HistoryEntry>> history(StreamName stream) {
    throw new UnsupportedOperationException("Nobody reads the history here");
  }

  private CompletableFuture<Transition> step(
      String what, EpochId id, Predicate<Epoch> condition, UnaryOperator<Epoch> change) {
    return call(
        what + " " + id,
        Network.Kind.WRITE,
        () -> {
          Optional<Epoch> found = replica.epoch(id);
          if (found.filter(condition).isEmpty()) {
            return new Transition.Refused(found.map(Epoch::phase));
          }
          Epoch changed = change.apply(found.get());
          replica.put(changed);
          world.note(caller.name(), () -> id + " is " + changed.phase() + " in " + region());
          return new Transition.Made();
        });
  }

  private <T> CompletableFuture<T> call(String what, Network.Kind kind, Supplier<T> apply) {
    return world
        .network()
        .send(
            new Network.Call<>(
                caller,
                region(),
                Network.Service.TABLES,
                what,
                kind,
                arrival -> apply.get(),
                () -> new ReplicaUnavailable("Epochs", region(), new IOException("no answer"))));
  }
}
