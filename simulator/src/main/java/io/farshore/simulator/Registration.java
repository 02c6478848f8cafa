package io.farshore.simulator;

import io.farshore.core.epoch.EpochTable;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.failover.FirstEpoch;
import io.farshore.core.stream.Region;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Somebody registers the stream in a Region, by the real code; or without asking what is there. */
final class Registration {

  private final World world;
  private final Region region;
  private final Actor person;

  Registration(World world, Region region) {
    this.world = world;
    this.region = region;
    this.person = new Actor(world, "register", region, false, Duration.ZERO);
  }

  /**
   * Registers.
   *
   * @param asking whether the replicas are asked for epochs that are there
   */
  void open(boolean asking) {
    EpochTable own = new EpochPort(world, person, region);
    EpochTable other = new EpochPort(world, person, World.other(region));
    new FirstEpoch(
            asking ? own : seenEmptyAtFirst(own),
            asking ? other : seenEmptyAtFirst(other),
            new StreamPort(world, person, region),
            new StreamPort(world, person, World.other(region)),
            person,
            3)
        .open("a person", Optional.empty())
        .thenAccept(result -> world.reached("registration " + result.getClass().getSimpleName()));
  }

  private static EpochTable seenEmptyAtFirst(EpochTable table) {
    boolean[] asked = new boolean[1];
    return new WrappedEpochs(
        table,
        () -> {
          boolean first = !asked[0];
          asked[0] = true;
          return first
              ? CompletableFuture.completedFuture(Epochs.of(List.of()))
              : table.epochs(World.STREAM);
        });
  }
}
