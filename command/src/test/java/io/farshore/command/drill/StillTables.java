package io.farshore.command.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/** Tables that have come to rest. */
final class StillTables {

  private StillTables() {}

  /** Waits until no item has changed for two seconds. */
  static void await(World world) {
    Instant[] since = {world.timeline().now()};
    List<?>[] last = {world.allItems()};
    world.await(
        "the tables to be still",
        () -> {
          List<JsonNode> now = world.allItems();
          if (!now.equals(last[0])) {
            last[0] = now;
            since[0] = world.timeline().now();
          }
          return since[0].plusSeconds(2).isBefore(world.timeline().now());
        });
  }
}
