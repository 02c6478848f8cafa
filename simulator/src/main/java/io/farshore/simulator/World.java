package io.farshore.simulator;

import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** So long may a drain take. */
  static final Duration DRAIN = Duration.ofSeconds(20);

  private final SplittableRandom random;
  private final Sabotage sabotage;
  private final Setting setting;
  private final boolean noted;
  private final VirtualTime time = new VirtualTime();
  private final Weather weather;
  private final Network network = new Network(this);
  private final Invariants invariants = new Invariants(this);
  private final Map<Region, SimulatedStream> streams = new HashMap<>();
  private final Map<Region, Replica> replicas = new HashMap<>();
  private final Map<ProducerId, CommittedLog> logs = new TreeMap<>();
  private final Outages outages = new Outages(this);
  private final Cues cues = new Cues();
  private final LateRequest lateRequests = new LateRequest(this);
  private final List<Note> notes = new ArrayList<>();
  private final Map<String, Long> reached = new TreeMap<>();
  private Optional<Violation> violation = Optional.empty();

  World(
      SplittableRandom random, Setting setting, Weather weather, Sabotage sabotage, boolean noted) {
    this.random = random;
    this.setting = setting;
    this.weather = weather;
    this.sabotage = sabotage;
    this.noted = noted;
    for (Region region : REGIONS) {
      streams.put(region, new SimulatedStream(this, region, setting.shards().get(region)));
      replicas.put(region, new Replica(this, region));
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

  boolean is(Sabotage wrong) {
    return sabotage == wrong;
  }

  Setting setting() {
    return setting;
  }

  /** For scenarios. */
  Cues cues() {
    return cues;
  }

  /** For scenarios. */
  LateRequest lateRequests() {
    return lateRequests;
  }

  /** What does not answer at present. */
  Outages outages() {
    return outages;
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
    return setting.skews().get(region);
  }

  CommittedLog log(ProducerId producer) {
    return logs.computeIfAbsent(producer, CommittedLog::new);
  }

  Collection<CommittedLog> logs() {
    return logs.values();
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
    note(Note.Kind.EVENT, who, what);
  }

  /** The same of something that is more, or less, than an event. */
  void note(Note.Kind kind, String who, Supplier<String> what) {
    if (noted) {
      notes.add(new Note(time.nanos(), who, what.get(), kind));
    }
  }

  /** Whether a fault of a call or a function happens now, by its rate; the timeline names it. */
  boolean strikes(Fault fault, String who, Supplier<String> what) {
    boolean hit = weather.strikes(fault);
    if (hit) {
      struck(fault, who, what);
    }
    return hit;
  }

  /** For the timeline: a fault of a call or a function happens. */
  void struck(Fault fault, String who, Supplier<String> what) {
    note(Note.Kind.FAULT, who, () -> fault.label() + " strikes: " + what.get());
  }

  List<Note> notes() {
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
