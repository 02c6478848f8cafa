package io.farshore.simulator;

import io.farshore.core.checkpoint.LowWatermark;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.epoch.Phase;
import io.farshore.core.stream.Region;
import java.util.List;
import java.util.Optional;

/** Whether all has come to rest: the replicas agree, nothing is missing, the lag is zero. */
final class Rest {

  private final Stage stage;
  private final World world;

  Rest(Stage stage) {
    this.stage = stage;
    this.world = stage.world();
  }

  /** Why it is not at rest; empty: it is. What begins with {@code A:} is missing. */
  Optional<String> disturbedBy() {
    if (!isIdle()) {
      return Optional.of("an execution has not ended");
    }
    if (world.network().awaitsLateStart()) {
      return Optional.of("a start is on its way");
    }
    return stage.gone().isPresent() ? inSurvivor(World.other(stage.gone().get())) : inBoth();
  }

  boolean isIdle() {
    return World.REGIONS.stream()
        .filter(region -> !stage.gone().equals(Optional.of(region)))
        .allMatch(region -> stage.machine(region).isIdle());
  }

  private Optional<String> inSurvivor(Region survivor) {
    Optional<Epoch> inForce = world.replica(survivor).epochs().inForce();
    if (inForce.isEmpty()) {
      return Optional.of("no epoch is in force in " + survivor);
    }
    Epoch epoch = inForce.get();
    if (epoch.phase() != Phase.ACTIVE || !epoch.activeRegion().equals(survivor)) {
      return Optional.of("epoch " + epoch.id() + " is " + epoch.phase() + " in " + survivor);
    }
    return missing(survivor).or(() -> followed(epoch));
  }

  private Optional<String> inBoth() {
    Epochs east = world.replica(World.EAST).epochs();
    Epochs ohio = world.replica(World.OHIO).epochs();
    Optional<Epoch> inForce = east.merge(ohio).inForce();
    if (inForce.isEmpty()) {
      return Optional.of("no epoch is in force");
    }
    Epoch epoch = inForce.get();
    if (!from(epoch, east).equals(from(epoch, ohio))) {
      return Optional.of("the replicas do not agree");
    }
    if (epoch.phase() != Phase.ACTIVE) {
      return Optional.of("epoch " + epoch.id() + " is " + epoch.phase());
    }
    Region standby = World.other(epoch.activeRegion());
    return missing(epoch.activeRegion())
        .or(() -> followed(epoch))
        .or(
            () ->
                world
                    .invariants()
                    .missing(standby)
                    .map(change -> change + " is not in the standby " + standby))
        .or(() -> lag(epoch, standby));
  }

  private static List<Epoch> from(Epoch inForce, Epochs seen) {
    return seen.all().stream().filter(epoch -> epoch.id().compareTo(inForce.id()) >= 0).toList();
  }

  private Optional<String> missing(Region active) {
    return world
        .invariants()
        .missing(active)
        .map(change -> "A: " + change + " is not in " + active);
  }

  private Optional<String> followed(Epoch epoch) {
    for (ProducerProcess process : stage.producers()) {
      if (!process.runs()) {
        return Optional.of(process.id() + " does not run");
      }
      if (!process.status().epoch().equals(Optional.of(epoch.id()))) {
        return Optional.of(process.id() + " follows " + process.status().epoch());
      }
    }
    return Optional.empty();
  }

  /** The ledger must say that all is in the standby: else the next failover repeats too much. */
  private Optional<String> lag(Epoch epoch, Region standby) {
    if (world.setting().foreign()) {
      return Optional.empty();
    }
    LowWatermark low = new LowWatermark(epoch, world.replica(standby).shards(epoch.activeRegion()));
    for (CommittedLog log : world.logs()) {
      Watermark known = low.of(log.producer(), Watermark.START);
      if (log.indexOf(known) < log.size()) {
        return Optional.of("the low watermark of " + log.producer() + " stands at " + known);
      }
    }
    return Optional.empty();
  }
}
