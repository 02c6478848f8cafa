package io.farshore.command.drill;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A Region's settings in which automatic starts are paused. */
final class PausedRegion {

  private PausedRegion() {}

  /** Writes them, as a person may. */
  static void put(World world, String region) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("TableName", "kdsActiveRegionConfig");
    ObjectNode item = input.putObject("Item");
    item.putObject("streamName").put("S", world.lab().stream());
    item.putObject("entry").put("S", "settings#" + region);
    item.putObject("paused").put("BOOL", true);
    item.putObject("pausedBy").put("S", "scenario");
    item.putObject("pausedReason").put("S", "maintenance");
    world.call(region, "dynamodb", "PutItem", input);
  }
}
