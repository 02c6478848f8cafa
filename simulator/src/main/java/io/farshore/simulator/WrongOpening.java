package io.farshore.simulator;

import io.farshore.core.epoch.NamedShard;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.Shard;
import java.util.HashMap;
import java.util.Map;

/** The shards that an epoch names, where a sabotage has it name others. */
final class WrongOpening {

  private final World world;
  private final Region region;

  WrongOpening(World world, Region region) {
    this.world = world;
    this.region = region;
  }

  Map<String, NamedShard> named(Map<String, NamedShard> right) {
    Map<String, NamedShard> named = new HashMap<>(right);
    switch (world.sabotage()) {
      case CLOSED_SHARD_TAKEN_FOR_BORN_LATER ->
          named.values().removeIf(shard -> shard instanceof NamedShard.Closed);
      case SHARDS_NAMED_AT_ACTIVATION -> {
        for (Shard shard : world.stream(region).shards()) {
          named.putIfAbsent(shard.id(), new NamedShard.Closed(shard.parents()));
        }
      }
      default -> {
        // The right ones.
      }
    }
    return named;
  }
}
