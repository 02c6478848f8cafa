package io.farshore.simulator;

import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What everything in one run shares: time, chance, the two Regions, and what was seen. */
final class World {

  static final Region EAST = new Region("us-east-1");
  static final Region OHIO = new Region("us-east-2");
  static final List<Region> REGIONS = List.of(EAST, OHIO);
  static final StreamName STREAM = new StreamName("orders");
  static final Duration LEASE = Duration.ofSeconds(4);
  static final Duration LEASE_MARGIN = Duration.ofSeconds(1);

  /** So late can a request be applied at most. */
  static final Duration LATE_WINDOW = Duration.ofSeconds(20);

  private final SplittableRandom random;
  private final Sabotage sabotage;
  private final boolean noted;
  private final VirtualTime time = new VirtualTime();
  private final Weather weather;
  private final Network network = new Network(this);
  private final Invariants invariants = new Invariants(this);
  private final Map<Region, SimulatedStream> streams = new HashMap<>();
  private final Map<Region, Replica> replicas = new HashMap<>();
  private final Map<Region, Duration> skews = new HashMap<>();
  private final Map<ProducerId, CommittedLog> logs = new TreeMap<>();
  private final Set<Region> lost = new HashSet<>();
  private final Map<Region, List<Runnable>> waiting = new HashMap<>();
  private final Set<String> cutOff = new HashSet<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Long> reached = new TreeMap<>();
  private boolean partitioned;
  private Optional<Violation> violation = Optional.empty();

  World(long seed, Set<Fault> faults, Sabotage sabotage, boolean noted) {
    this.random = new SplittableRandom(seed);
    this.sabotage = sabotage;
    this.noted = noted;
    this.weather = new Weather(random.split(), faults);
    for (Region region : REGIONS) {
      streams.put(region, new SimulatedStream(this, region, 1 + below(3)));
      replicas.put(region, new Replica(this, region));
      long skew = weather.has(Fault.CLOCK_SKEW) ? below(4_000) - 2_000 : 0;
      skews.put(region, Duration.ofMillis(skew));
    }
  }

  SplittableRandom random() {
    return random;
  }

  int below(long bound) {
    return random.nextInt((int) Math.max(1, bound));
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  Sabotage sabotage() {
    return sabotage;
  }

  VirtualTime time() {
    return time;
  }

  Weather weather() {
    return weather;
  }

  Network network() {
    return network;
  }

  Invariants invariants() {
    return invariants;
  }

  SimulatedStream stream(Region region) {
    return streams.get(region);
  }

  Replica replica(Region region) {
    return replicas.get(region);
  }

  Replica peer(Replica replica) {
    return replicas.get(other(replica.region()));
  }

  static Region other(Region region) {
    return region.equals(EAST) ? OHIO : EAST;
  }

  Duration skew(Region region) {
    return skews.get(region);
  }

  CommittedLog log(ProducerId producer) {
    return logs.computeIfAbsent(producer, CommittedLog::new);
  }

  Collection<CommittedLog> logs() {
    return logs.values();
  }

  boolean isLost(Region region) {
    return lost.contains(region);
  }

  void lose(Region region) {
    note("world", () -> region + " is lost");
    lost.add(region);
  }

  void whenBack(Region region, Runnable task) {
    waiting.computeIfAbsent(region, r -> new ArrayList<>()).add(task);
  }

  void comeBack(Region region) {
    if (lost.remove(region)) {
      note("world", () -> region + " is back");
      List<Runnable> tasks = waiting.remove(region);
      if (tasks != null) {
        tasks.forEach(task -> time.after(below(50) * 1_000_000L, task));
      }
    }
  }

  void partition(boolean cut) {
    if (partitioned != cut) {
      note("world", () -> "the Regions " + (cut ? "do not reach" : "reach") + " each other");
    }
    partitioned = cut;
  }

  void cutOff(String producer, Region region, boolean cut) {
    note(producer, () -> (cut ? "does not reach " : "reaches ") + region);
    if (cut) {
      cutOff.add(producer + region);
    } else {
      cutOff.remove(producer + region);
    }
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

  void report(Violation found) {
    if (violation.isEmpty()) {
      violation = Optional.of(found);
      note("VIOLATION", () -> found.letter() + ": " + found.getMessage());
    }
  }

  Optional<Violation> violation() {
    return violation;
  }

  /** For the timeline, where one is kept. */
  void note(String who, Supplier<String> what) {
    if (noted) {
      notes.add("%10.3f  %-22s %s".formatted(time.nanos() / 1e9, who, what.get()));
    }
  }

  List<String> notes() {
    return notes;
  }

  /** Counts a branch. */
  void reached(String branch) {
    reached.merge(branch, 1L, Long::sum);
  }

  Map<String, Long> reached() {
    return reached;
  }

  /** Counts of the faults. */
  Map<Fault, Long> faults() {
    Map<Fault, Long> counts = new EnumMap<>(Fault.class);
    counts.putAll(weather.counts());
    return counts;
  }
}
