package io.farshore.core.replication;

import io.farshore.core.checkpoint.CheckpointTable;
import io.farshore.core.epoch.EpochTable;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.RegionalStream;
import io.farshore.core.stream.StreamName;

/**
 * What a replicator from X to Y touches, and where.
 *
 * @param sourceEpochs X's replica: whose epoch is in force
 * @param targetEpochs Y's replica: the lease
 * @param targetCheckpoints Y's replica: the checkpoints of X's shards, written nowhere else
 * @param source X's stream: its shards
 * @param target Y's stream
 */
public record CopyPath(
    EpochTable sourceEpochs,
    EpochTable targetEpochs,
    CheckpointTable targetCheckpoints,
    RegionalStream source,
    RegionalStream target) {

  /**
   * Checks that each part is in its Region.
   *
   * @throws IllegalArgumentException when they are mixed up, or both Regions are the same
   */
  public CopyPath {
    Region from = source.region();
    Region to = target.region();
    if (from.equals(to)) {
      throw new IllegalArgumentException("The peer of " + from + " is another Region, not itself");
    }
    boolean inPlace =
        sourceEpochs.region().equals(from)
            && targetEpochs.region().equals(to)
            && targetCheckpoints.region().equals(to);
    if (!inPlace || !source.name().equals(target.name())) {
      throw new IllegalArgumentException("A part of the path from " + from + " is elsewhere");
    }
  }

  /** X. */
  public Region from() {
    return source.region();
  }

  /** Y. */
  public Region to() {
    return target.region();
  }

  /** The stream's name, the same in both. */
  public StreamName stream() {
    return source.name();
  }
}
