package io.farshore.core.replication;

import io.farshore.core.epoch.EpochId;
import io.farshore.core.stream.StreamName;

/** The checkpoint is of a later epoch than the one in force: the two tables disagree. */
public final class CheckpointIsAhead extends RuntimeException {
  /** Names the shard and both epochs. */
  public CheckpointIsAhead(
      StreamName stream, String shardId, long checkpointEpoch, EpochId acting) {
    super(
        stream
            + ": the checkpoint of "
            + shardId
            + " is of epoch "
            + checkpointEpoch
            + ", but epoch "
            + acting
            + " is in force");
  }
}
