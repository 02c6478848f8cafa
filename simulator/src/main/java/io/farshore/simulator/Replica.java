package io.farshore.simulator;

import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.epoch.StreamSettings;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.verifier.judge.Letter;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * One Region's replica of both global tables. What is written here goes to the other one item by
 * item, each in its own time.
 */
final class Replica {

  /** So much may the clock by which one Region's tables settle writes be ahead. */
  private static final Duration AHEAD = Duration.ofMinutes(30);

  private final World world;
  private final Region region;
  private final Map<String, Item> items = new TreeMap<>();
  private long versions;
  private StreamSettings settings = StreamSettings.NONE;
  private String held = "";

  Replica(World world, Region region) {
    this.world = world;
    this.region = region;
  }

  Region region() {
    return region;
  }

  StreamSettings settings() {
    return settings;
  }

  /** As a person pauses automatic starts in this Region. */
  void set(StreamSettings next) {
    settings = next;
  }

  /** It has been heard here, long ago. */
  void hear(Epoch epoch) {
    put(epoch);
    world.peer(this).receive(entry(epoch.id()), items.get(entry(epoch.id())));
  }

  Epochs epochs() {
    return Epochs.of(all("epoch#", Epoch.class));
  }

  Optional<Epoch> epoch(EpochId id) {
    return Optional.ofNullable(items.get(entry(id)))
        .map(item -> (Epoch) item.value())
        .filter(epoch -> epoch.id().equals(id));
  }

  void put(Epoch epoch) {
    write(entry(epoch.id()), epoch);
  }

  private String entry(EpochId id) {
    return world.is(Sabotage.ONE_ITEM_FOR_ALL_EPOCHS) ? "epoch#" : "epoch#" + id;
  }

  Map<String, ShardCheckpoint> shards(Region source) {
    Map<String, ShardCheckpoint> found = new TreeMap<>();
    all("shard#" + source, ShardCheckpoint.class).forEach(item -> found.put(item.shardId(), item));
    return found;
  }

  Optional<ShardCheckpoint> shard(Region source, String shardId) {
    return Optional.ofNullable(items.get("shard#" + source + "#" + shardId))
        .map(item -> (ShardCheckpoint) item.value());
  }

  void put(Region source, ShardCheckpoint checkpoint) {
    write("shard#" + source + "#" + checkpoint.shardId(), checkpoint);
  }

  /** The latest report of each producer, as the real table counts them. */
  List<ProducerReport> reports() {
    Comparator<ProducerReport> order =
        Comparator.comparing(ProducerReport::epoch).thenComparing(ProducerReport::reportedAt);
    Map<ProducerId, ProducerReport> latest = new TreeMap<>();
    all("report#", ProducerReport.class)
        .forEach(item -> latest.merge(item.producer(), item, BinaryOperator.maxBy(order)));
    return List.copyOf(latest.values());
  }

  void put(ProducerReport report) {
    boolean one = world.is(Sabotage.ONE_REPORT_FOR_BOTH_REGIONS);
    write("report#" + report.producer() + (one ? "" : "#" + region), report);
  }

  private <T> List<T> all(String prefix, Class<T> type) {
    return items.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .map(entry -> type.cast(entry.getValue().value()))
        .toList();
  }

  private void write(String key, Object value) {
    Item item = new Item(value, ++versions, region, clock());
    settle(key, item);
    world.time().mix(key.hashCode());
    long millis = 100 + world.below(900);
    if (world.strikes(Fault.COPY_LATE, "tables " + region, () -> key)) {
      millis = world.below(40_000);
    }
    world.time().after(millis * 1_000_000L, () -> copy(key, item));
  }

  /** For scenarios: copies of one item do not travel before all is healed. */
  void holdCopies(String key) {
    held = key;
  }

  private void copy(String key, Item item) {
    boolean waits = key.equals(held) && !world.weather().healed();
    if (world.outages().linked() && !waits) {
      world.peer(this).receive(key, item);
    } else {
      world.time().after(1_000_000_000L, () -> copy(key, item));
    }
  }

  /** An item has one writing Region, so that the later version is the later write. */
  private void receive(String key, Item item) {
    Item found = items.get(key);
    boolean writtenInBoth = found != null && !found.writtenIn().equals(item.writtenIn());
    if (writtenInBoth && !lastWriterWins(key)) {
      throw new Violation(Letter.C, key + " was written in two Regions");
    }
    if (writtenInBoth || found == null || found.version() < item.version()) {
      settle(key, item);
    }
  }

  /** As a global table does it: by its own clocks, which matters where both Regions write. */
  private void settle(String key, Item item) {
    Item found = items.get(key);
    if (found == null || !lastWriterWins(key) || found.writtenAt() <= item.writtenAt()) {
      items.put(key, item);
    }
  }

  /** By a sabotage, which has both Regions write one item. */
  private boolean lastWriterWins(String key) {
    return world.is(Sabotage.ONE_ITEM_FOR_ALL_EPOCHS) && key.equals("epoch#")
        || world.is(Sabotage.ONE_REPORT_FOR_BOTH_REGIONS) && key.startsWith("report#");
  }

  private long clock() {
    boolean ahead = world.is(Sabotage.ONE_REPORT_FOR_BOTH_REGIONS) && region.equals(World.OHIO);
    return world.time().nanos() + (ahead ? AHEAD.toNanos() : 0);
  }

  private record Item(Object value, long version, Region writtenIn, long writtenAt) {}
}
