package io.farshore.simulator;

import io.farshore.core.stream.Region;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What does not answer at present: Regions, services of a Region, links. What changes it says
 * whether it did.
 */
final class Outages {

  private final World world;
  private final Set<Region> lost = new HashSet<>();
  private final Map<Region, List<Runnable>> waiting = new HashMap<>();
  private final Set<String> cutOff = new HashSet<>();
  private final Set<Region> tables = new HashSet<>();
  private final Set<Region> streams = new HashSet<>();
  private boolean partitioned;

  Outages(World world) {
    this.world = world;
  }

  boolean isLost(Region region) {
    return lost.contains(region);
  }

  boolean lose(Region region) {
    boolean changed = lost.add(region);
    if (changed) {
      world.note("world", () -> region + " is lost");
    }
    return changed;
  }

  /** Does it when the Region is back. */
  void whenBack(Region region, Runnable task) {
    waiting.computeIfAbsent(region, r -> new ArrayList<>()).add(task);
  }

  void comeBack(Region region) {
    if (lost.remove(region)) {
      world.note("world", () -> region + " is back");
      List<Runnable> tasks = waiting.remove(region);
      if (tasks != null) {
        tasks.forEach(task -> world.time().after(world.below(50) * 1_000_000L, task));
      }
    }
  }

  boolean partition(boolean cut) {
    boolean changed = partitioned != cut;
    if (changed) {
      world.note("world", () -> "the Regions " + (cut ? "do not reach" : "reach") + " each other");
    }
    partitioned = cut;
    return changed;
  }

  boolean cutOff(String producer, Region region, boolean cut) {
    boolean changed = cut ? cutOff.add(producer + region) : cutOff.remove(producer + region);
    if (changed) {
      world.note(producer, () -> (cut ? "does not reach " : "reaches ") + region);
    }
    return changed;
  }

  boolean tables(Region region, boolean out) {
    boolean changed = out ? tables.add(region) : tables.remove(region);
    if (changed) {
      world.note("world", () -> "the tables of " + region + (out ? " are out" : " answer"));
    }
    return changed;
  }

  boolean streams(Region region, boolean out) {
    boolean changed = out ? streams.add(region) : streams.remove(region);
    if (changed) {
      world.note("world", () -> "the stream of " + region + (out ? " is out" : " answers"));
    }
    return changed;
  }

  /** Everything answers again. */
  void heal() {
    partition(false);
    cutOff.clear();
    tables.clear();
    streams.clear();
    World.REGIONS.forEach(this::comeBack);
  }

  /** Whether items of the global tables travel. */
  boolean linked() {
    return !partitioned && lost.isEmpty();
  }

  boolean reaches(Actor caller, Region to) {
    if (lost.contains(to) || cutOff.contains(caller.name() + to)) {
      return false;
    }
    boolean fromRegion = caller.inside();
    return !fromRegion || caller.home().equals(to) || !partitioned && !lost.contains(caller.home());
  }

  boolean serves(Region region, Network.Service service) {
    return switch (service) {
      case TABLES -> !tables.contains(region);
      case STREAM -> !streams.contains(region);
      case STATES, LAMBDA, SNS, EVENTS -> true;
    };
  }
}
