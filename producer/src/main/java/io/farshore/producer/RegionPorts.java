package io.farshore.producer;

import io.farshore.aws.AwsAdapters;
import io.farshore.core.checkpoint.CheckpointTable;
import io.farshore.core.epoch.EpochTable;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.RegionalStream;
import io.farshore.core.stream.StreamName;

/**
 * What a producer uses of one Region.
 *
 * @param epochs its replica of the active-Region table, to follow the epochs
 * @param leases the same replica, as leases are read from it
 * @param checkpoints its replica of the checkpoint table, for reports
 * @param stream the stream there
 */
public record RegionPorts(
    EpochTable epochs, EpochTable leases, CheckpointTable checkpoints, RegionalStream stream) {

  /**
   * Checks that all are of one Region.
   *
   * @throws IllegalArgumentException when they are not
   */
  public RegionPorts {
    boolean tables =
        epochs.region().equals(stream.region()) && leases.region().equals(stream.region());
    if (!tables || !checkpoints.region().equals(stream.region())) {
      throw new IllegalArgumentException("Tables and stream must be of one Region");
    }
  }

  /** Leases are read as the epochs are. */
  public RegionPorts(EpochTable epochs, CheckpointTable checkpoints, RegionalStream stream) {
    this(epochs, epochs, checkpoints, stream);
  }

  /** A Region on AWS. */
  public static RegionPorts of(AwsAdapters adapters, Region region, StreamName stream) {
    return new RegionPorts(
        adapters.epochTable(region),
        adapters.checkpointTable(region),
        adapters.stream(region, stream));
  }

  /** The Region. */
  public Region region() {
    return stream.region();
  }
}
