package io.farshore.simulator;

import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.epoch.Phase;
import io.farshore.core.epoch.StreamSettings;
import io.farshore.core.heartbeat.EpochMarker;
import io.farshore.core.heartbeat.FarshoreRecords;
import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.PutResult;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.Shard;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Everything that runs in one run, and what can be done to it from outside; what does it says
 * whether it had an effect.
 */
final class Stage {

  /** Who puts records into the stream that are none of a producer's. */
  static final String STRANGER = "a stranger";

  private static final List<String> POISON =
      List.of(
          "",
          "not JSON \u0000 at all",
          "{\"farshore\":",
          "{\"farshore\":\"heartbeat\",\"epoch\":1}",
          "{\"farshore\":\"epoch\",\"epoch\":\"x\",\"region\":\"us-east-2\"}",
          "{\"commitTimestamp\":\"yesterday\"}");

  private final World world;
  private final Map<Region, StateMachine> machines;
  private final Map<Region, Mapping> mappings = new HashMap<>();
  private final Map<ProducerId, ProducerProcess> producers = new TreeMap<>();
  private Optional<Region> gone = Optional.empty();
  private Instant goneAt = Instant.MAX;
  private int poisoned;

  Stage(World world, Map<Region, Definition> compiled) {
    this.world = world;
    this.machines = StateMachine.both(world, compiled);
  }

  World world() {
    return world;
  }

  StateMachine machine(Region region) {
    return machines.get(region);
  }

  Mapping mapping(Region region) {
    return mappings.get(region);
  }

  Iterable<ProducerProcess> producers() {
    return producers.values();
  }

  /** A Region that never comes back; empty: none. */
  Optional<Region> gone() {
    return gone;
  }

  /** Since when; without meaning where none is. */
  Instant goneAt() {
    return goneAt;
  }

  /** Opens the first epoch in the east, and starts what always runs. */
  void open() {
    first();
    for (Region region : World.REGIONS) {
      mappings.put(region, new Mapping(world, region));
      mappings.get(region).start();
      machines.get(region).watch();
    }
  }

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
    world.replica(World.EAST).hear(epoch);
    world.invariants().created(World.EAST, epoch);
    world.invariants().activated(World.EAST, epoch);
  }

  /** Somebody registers the stream once more, in another Region. */
  void registerAgain(Region region, boolean asking) {
    new Registration(world, region).open(asking);
  }

  /** Starts a producer that lives near a Region. */
  void producer(String id, Region home, Duration skew) {
    ProducerId producer = new ProducerId(id);
    producers.put(producer, new ProducerProcess(world, producer, home, skew));
  }

  ProducerProcess producer(String id) {
    return producers.get(new ProducerId(id));
  }

  /** A change is committed to a producer's log; nothing where there is no such producer. */
  void commit(String id, String key, Instant at) {
    ProducerProcess process = producer(id);
    if (process != null) {
      process.log().commit(id + "-" + key, at);
      int index = process.log().size() - 1;
      world.note(
          Note.Kind.RECORD,
          id,
          () -> "commits change " + id + ":" + index + " (" + id + "/" + id + "-" + key + ")");
    }
  }

  /** Somebody cleans up a change log: what the producer knows to be acknowledged. */
  boolean trimLog(String id) {
    return Optional.ofNullable(producer(id))
        .map(each -> each.log().trim(each.log().indexOf(each.status().lowWatermark())))
        .orElse(false);
  }

  boolean kill(String id, Duration down) {
    return ifThere(id, process -> process.restartAfter(down));
  }

  boolean freeze(String id, Duration time) {
    return ifThere(id, process -> process.freeze(time));
  }

  private boolean ifThere(String id, Consumer<ProducerProcess> act) {
    Optional<ProducerProcess> there = Optional.ofNullable(producer(id));
    there.ifPresent(act);
    return there.isPresent();
  }

  /** One Region at a time. */
  boolean lose(Region region) {
    return !world.outages().isLost(World.other(region)) && world.outages().lose(region);
  }

  /** It comes back, unless it is gone for good. */
  void comeBack(Region region) {
    if (!gone.equals(Optional.of(region))) {
      world.outages().comeBack(region);
    }
  }

  boolean loseForGood(Region region) {
    boolean can = gone.isEmpty() && !world.outages().isLost(World.other(region));
    if (can) {
      gone = Optional.of(region);
      goneAt = Actor.START.plusNanos(world.time().nanos());
      world.outages().lose(region);
    }
    return can;
  }

  /** The Region of the epoch in force, as far as is known anywhere; the first one without any. */
  Region active() {
    return world
        .replica(World.EAST)
        .epochs()
        .merge(world.replica(World.OHIO).epochs())
        .inForce()
        .map(Epoch::activeRegion)
        .orElse(World.EAST);
  }

  boolean stall(Region region, int shard, Duration time) {
    List<Shard> all = world.stream(region).shards();
    mapping(region).stall(all.get(shard % all.size()).id(), time);
    return true;
  }

  /** The same of all the shards that there are. */
  boolean stallAll(Region region, Duration time) {
    world.stream(region).shards().forEach(shard -> mapping(region).stall(shard.id(), time));
    return true;
  }

  /** The same of the shard that was born last. */
  boolean stallYoungest(Region region, Duration time) {
    return stall(region, world.stream(region).shards().size() - 1, time);
  }

  /** A change, and what is behind it in its shard, is handed out at a time and not before. */
  void holdBefore(Region region, String id, int change, Duration until) {
    mapping(region).holdBefore(text(id, change), until.toNanos());
  }

  /**
   * The next request of a producer that holds a change is applied once more when the Region's
   * stream gets its next marker, if that is within the late-request window.
   */
  void repeatLate(String id, int change, Region region) {
    world.lateRequests().repeatNext(id, text(id, change), region);
  }

  private static String text(String id, int change) {
    return "\"p\":\"" + id + "\",\"n\":" + change + "}";
  }

  /** Not more shards than a stream of this size has. */
  boolean split(Region region, int shard) {
    List<Shard> open = world.stream(region).open();
    boolean can = open.size() < 8;
    if (can) {
      world.stream(region).split(open.get(shard % open.size()).id());
    }
    return can;
  }

  /** The shard that was born last. */
  boolean splitYoungest(Region region) {
    return split(region, world.stream(region).open().size() - 1);
  }

  boolean merge(Region region) {
    return world.stream(region).mergeAny();
  }

  /** A failover by hand that has a producer resume at the last change of its log. */
  void moveFromTheEnd(Region target, String id) {
    ifThere(
        id,
        process -> {
          CommittedLog log = process.log();
          if (log.size() > 0) {
            Instant last = log.change(log.size() - 1).commitTimestamp();
            machine(target).starts().byHand("failover", process.id(), last);
          }
        });
  }

  /** Automatic starts are paused, or not any more. */
  void pause(Region region, boolean paused) {
    world.note(
        "a person", () -> (paused ? "pauses" : "resumes") + " automatic starts in " + region);
    world
        .replica(region)
        .set(new StreamSettings(paused, Optional.of("ops"), Optional.empty(), Optional.empty()));
  }

  /** A record that is no change of a producer, in the stream of the active Region. */
  boolean poison(int which) {
    Region region = active();
    if (world.outages().isLost(region)) {
      return false;
    }
    byte[] data = POISON.get(which % POISON.size()).getBytes(StandardCharsets.UTF_8);
    OutgoingRecord put =
        OutgoingRecord.of("stranger-" + ++poisoned, ByteBuffer.wrap(data).asReadOnlyBuffer());
    world.note(STRANGER, () -> "puts a record into " + region);
    world.stream(region)
        .append(
            put, new Actor(world, STRANGER, region, false, Duration.ZERO), Long.MAX_VALUE, false);
    return true;
  }
}
