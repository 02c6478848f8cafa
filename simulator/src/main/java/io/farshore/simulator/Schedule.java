package io.farshore.simulator;

import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.epoch.Phase;
import io.farshore.core.heartbeat.EpochMarker;
import io.farshore.core.heartbeat.FarshoreRecords;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.PutResult;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.Shard;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What happens in a run, and when; then all is healed, and everything must come to rest. */
final class Schedule {

  private static final long SECOND = 1_000_000_000L;
  private static final Duration CONVERGENCE = Duration.ofMinutes(20);

  private final World world;
  private final Map<Region, StateMachine> machines;
  private final Map<Region, Mapping> mappings = new HashMap<>();
  private final List<ProducerProcess> producers = new ArrayList<>();
  private final long activeSeconds;

  Schedule(World world, Map<Region, Definition> compiled) {
    this.world = world;
    this.machines = StateMachine.both(world, compiled);
    this.activeSeconds = 30 + world.below(120);
  }

  void run() {
    first();
    for (Region region : World.REGIONS) {
      mappings.put(region, new Mapping(world, region));
      mappings.get(region).start();
      machines.get(region).watch();
    }
    int count = 1 + world.below(2);
    for (int i = 1; i <= count; i++) {
      changes(new ProducerId("p" + i));
    }
    int moves = world.below(5);
    for (int i = 0; i < moves; i++) {
      at(world.below(activeSeconds), this::move);
    }
    disasters();
    if (runUntil(activeSeconds * SECOND, () -> false)) {
      return;
    }
    heal();
    settle();
  }

  private boolean runUntil(long end, BooleanSupplier condition) {
    world.time().run(end, () -> world.violation().isPresent() || condition.getAsBoolean());
    return world.violation().isPresent();
  }

  private void at(long second, Runnable what) {
    world.time().after(second * SECOND + world.below(1_000) * 1_000_000L, what);
  }

  /** The first epoch, opened in the east; both replicas have heard of it. */
  private void first() {
    Actor opener = new Actor(world, "register", World.EAST, true, Duration.ZERO);
    Map<String, NamedShard> named = new HashMap<>();
    for (Shard shard : world.stream(World.EAST).shards()) {
      EpochMarker marker = new EpochMarker(1, World.EAST, shard.id(), Actor.START);
      PutResult put =
          world.stream(World.EAST)
              .append(FarshoreRecords.marker(marker, shard), opener, Long.MAX_VALUE, false);
      named.put(
          shard.id(),
          new NamedShard.Open(((PutResult.Acknowledged) put).sequenceNumber(), List.of()));
    }
    Epoch epoch =
        new Epoch(
            new EpochId(1, World.EAST),
            Phase.ACTIVE,
            named,
            Map.of(),
            "register",
            Optional.empty(),
            Actor.START,
            Optional.of(Actor.START),
            Optional.of(Actor.START),
            Optional.empty(),
            false);
    world.replica(World.EAST).put(epoch);
    world.invariants().created(World.EAST, epoch);
    world.invariants().activated(World.EAST, epoch);
  }

  /** A producer, and its change log: few keys, and many changes of one commit timestamp. */
  private void changes(ProducerId id) {
    Region home = World.REGIONS.get(world.below(2));
    ProducerProcess process = new ProducerProcess(world, id, home);
    producers.add(process);
    int keys = 1 + world.below(4);
    int count = 5 + world.below(80);
    Instant commit = Instant.parse("2025-01-01T00:00:00Z");
    double tie = world.random().nextDouble();
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      times.add(world.below(activeSeconds * 1_000) * 1_000_000L);
    }
    times.sort(null);
    for (long time : times) {
      commit = world.chance(tie) ? commit : commit.plusSeconds(1);
      Instant at = commit;
      String key = id + "-k" + world.below(keys);
      world
          .time()
          .after(
              time,
              () -> {
                process.log().commit(key, at);
                world.note(id.value(), () -> "commits change " + (process.log().size() - 1));
              });
    }
  }

  private void move() {
    Region target = World.REGIONS.get(world.below(2));
    String mode =
        switch (world.below(10)) {
          case 0, 1, 2 -> "switchover";
          case 3 -> "resync";
          case 4 -> "abandon";
          default -> "failover";
        };
    machines.get(target).start(mode);
    if (world.weather().strikes(Fault.STARTED_TWICE)) {
      long later = world.chance(0.5) ? world.below(300) : world.below(20_000);
      world.time().after(later * 1_000_000L, () -> machines.get(target).start(mode));
    }
    if (world.weather().strikes(Fault.EXECUTION_STOPPED)) {
      world.time().after(world.below(25_000) * 1_000_000L, () -> machines.get(target).stopAll());
    }
  }

  private void disasters() {
    for (int i = 0; i < 3; i++) {
      if (world.weather().strikes(Fault.REGION_LOST)) {
        Region region = World.REGIONS.get(world.below(2));
        long from = world.below(activeSeconds);
        at(from, () -> lose(region));
        at(from + 1 + world.below(60), () -> world.comeBack(region));
      }
      if (world.weather().strikes(Fault.PARTITION)) {
        long from = world.below(activeSeconds);
        at(from, () -> world.partition(!world.weather().healed()));
        at(from + 1 + world.below(60), () -> world.partition(false));
      }
      if (world.weather().strikes(Fault.SPLIT)) {
        at(world.below(activeSeconds), this::split);
      }
      if (world.weather().strikes(Fault.MERGE)) {
        at(world.below(activeSeconds), this::merge);
      }
    }
    for (ProducerProcess process : producers) {
      if (world.weather().strikes(Fault.PRODUCER_KILLED)) {
        at(
            world.below(activeSeconds),
            () -> process.restartAfter(Duration.ofMillis(world.below(20_000))));
      }
      if (world.weather().strikes(Fault.PRODUCER_FROZEN)) {
        at(
            world.below(activeSeconds),
            () -> process.freeze(Duration.ofMillis(world.below(60_000))));
      }
      if (world.weather().strikes(Fault.PRODUCER_CUT_OFF)) {
        Region region = World.REGIONS.get(world.below(2));
        String name = process.id().value();
        long from = world.below(activeSeconds);
        at(from, () -> world.cutOff(name, region, !world.weather().healed()));
        at(from + 1 + world.below(60), () -> world.cutOff(name, region, false));
      }
    }
  }

  /** One Region at a time. */
  private void lose(Region region) {
    if (!world.weather().healed() && !world.isLost(World.other(region))) {
      world.lose(region);
    }
  }

  private void split() {
    SimulatedStream stream = world.stream(World.REGIONS.get(world.below(2)));
    List<Shard> open = stream.open();
    stream.split(open.get(world.below(open.size())).id());
  }

  private void merge() {
    SimulatedStream stream = world.stream(World.REGIONS.get(world.below(2)));
    List<Shard> open = stream.open();
    for (Shard lower : open) {
      for (Shard upper : open) {
        if (lower.endingHashKey().add(BigInteger.ONE).equals(upper.startingHashKey())) {
          stream.merge(lower, upper);
          return;
        }
      }
    }
  }

  private void heal() {
    world.note("world", () -> "all is healed");
    world.weather().heal();
    world.partition(false);
    World.REGIONS.forEach(world::comeBack);
    for (ProducerProcess process : producers) {
      World.REGIONS.forEach(region -> world.cutOff(process.id().value(), region, false));
    }
  }

  private void settle() {
    long end = world.time().nanos() + CONVERGENCE.toNanos();
    Optional<String> unrest = unrest();
    while (unrest.isPresent() && world.time().nanos() < end) {
      if (runUntil(world.time().nanos() + 5 * SECOND, () -> false)) {
        return;
      }
      unrest = unrest();
    }
    if (unrest.isPresent()) {
      Letter letter = unrest.get().startsWith("A:") ? Letter.A : Letter.G;
      throw new Violation(letter, unrest.get());
    }
  }

  /** Why it is not at rest; empty: it is. */
  private Optional<String> unrest() {
    for (StateMachine machine : machines.values()) {
      if (!machine.isIdle()) {
        return Optional.of("an execution has not ended");
      }
    }
    Epochs east = world.replica(World.EAST).epochs();
    Epochs ohio = world.replica(World.OHIO).epochs();
    Optional<Epoch> inForce = east.merge(ohio).inForce();
    if (!east.inForce().equals(inForce) || !ohio.inForce().equals(inForce)) {
      return Optional.of("the replicas do not agree");
    }
    Epoch epoch = inForce.orElseThrow();
    if (epoch.phase() != Phase.ACTIVE) {
      return Optional.of("epoch " + epoch.id() + " is " + epoch.phase());
    }
    Optional<String> missing = world.invariants().missing(epoch.activeRegion());
    if (missing.isPresent()) {
      return Optional.of("A: " + missing.get() + " is not in " + epoch.activeRegion());
    }
    for (ProducerProcess process : producers) {
      if (!process.status().epoch().equals(Optional.of(epoch.id()))) {
        return Optional.of(process.id() + " follows " + process.status().epoch());
      }
    }
    Region standby = World.other(epoch.activeRegion());
    return world
        .invariants()
        .missing(standby)
        .map(change -> change + " is not in the standby " + standby);
  }
}
