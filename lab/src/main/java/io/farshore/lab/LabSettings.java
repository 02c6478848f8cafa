package io.farshore.lab;

import io.farshore.lab.lambda.mapping.MappingPace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a lab is like. Immutable.
 *
 * @param regions two or more; global tables are made from the first
 * @param port of the endpoint on 127.0.0.1; 0 for any that is free
 * @param tableDelay how long a write to a global table takes to the other Regions, at least
 * @param roundTrip between two Regions, and back
 * @param shardLimits whether streams have AWS's rates: 1,000 records and 1 MiB a second for writes
 *     to a shard, 5 calls and 2 MiB a second for reads, and those of the calls that manage them
 * @param streamChanges how long a stream or consumer is {@code CREATING}, {@code UPDATING} or
 *     {@code DELETING}; AWS takes some 10 to 30 s
 * @param healthCheckInterval between two checks of a Route 53 health check; AWS has 10 or 30 s
 * @param mappings how fast event source mappings are
 * @param seed of everything random: ids, jitter
 * @param data the folder in which services keep their state over a restart, each in a folder of its
 *     name ({@code kinesis}, {@code dynamodb}, {@code states}, {@code lambda}); empty: in memory,
 *     and gone with the lab
 */
public record LabSettings(
    List<String> regions,
    int port,
    Duration tableDelay,
    Duration roundTrip,
    boolean shardLimits,
    Duration streamChanges,
    Duration healthCheckInterval,
    MappingPace mappings,
    long seed,
    Optional<Path> data) {

  /** Copies the Regions. */
  public LabSettings {
    regions = List.copyOf(regions);
  }

  /** us-east-1 and us-east-2 on port 4566, in memory: 200 ms for tables, 12 ms between Regions. */
  public static LabSettings usual() {
    return new LabSettings(
        List.of("us-east-1", "us-east-2"),
        4566,
        Duration.ofMillis(200),
        Duration.ofMillis(12),
        true,
        Duration.ofMillis(400),
        Duration.ofSeconds(1),
        MappingPace.brisk(),
        1,
        Optional.empty());
  }

  /** The same with other Regions, two or more. */
  public LabSettings inRegions(List<String> others) {
    return with(change -> change.regions = others);
  }

  /** The same on another port. */
  public LabSettings onPort(int other) {
    return with(change -> change.port = other);
  }

  /** The same with another way between Regions. */
  public LabSettings withRoundTrip(Duration time) {
    return with(change -> change.roundTrip = time);
  }

  /** The same with another delay of global tables. */
  public LabSettings withTableDelay(Duration delay) {
    return with(change -> change.tableDelay = delay);
  }

  /** The same with or without the limits of a shard. */
  public LabSettings withShardLimits(boolean limits) {
    return with(change -> change.shardLimits = limits);
  }

  /** The same with other times of change for streams and consumers; zero: done when answered. */
  public LabSettings withStreamChanges(Duration time) {
    return with(change -> change.streamChanges = time);
  }

  /** The same, with its state kept in a folder of its own. */
  public LabSettings keptIn(Path folder) {
    return with(change -> change.data = Optional.of(folder));
  }

  private LabSettings with(Consumer<Change> what) {
    Change change = new Change(this);
    what.accept(change);
    return change.settings();
  }

  /** Settings on their way to others. */
  private static final class Change {
    private final LabSettings from;
    private List<String> regions;
    private int port;
    private Duration tableDelay;
    private Duration roundTrip;
    private boolean shardLimits;
    private Duration streamChanges;
    private Optional<Path> data;

    Change(LabSettings from) {
      this.from = from;
      this.regions = from.regions;
      this.port = from.port;
      this.tableDelay = from.tableDelay;
      this.roundTrip = from.roundTrip;
      this.shardLimits = from.shardLimits;
      this.streamChanges = from.streamChanges;
      this.data = from.data;
    }

    LabSettings settings() {
      return new LabSettings(
          regions,
          port,
          tableDelay,
          roundTrip,
          shardLimits,
          streamChanges,
          from.healthCheckInterval,
          from.mappings,
          from.seed,
          data);
    }
  }
}
