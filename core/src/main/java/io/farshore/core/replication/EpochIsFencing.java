package io.farshore.core.replication;

import io.farshore.core.epoch.EpochId;
import io.farshore.core.stream.StreamName;

/** The source's own epoch is not open yet: its markers are not known. The batch comes again. */
public final class EpochIsFencing extends RuntimeException {
  /** Names the epoch. */
  public EpochIsFencing(StreamName stream, EpochId epoch) {
    super(stream + ": epoch " + epoch + " is FENCING; only an ACTIVE epoch is copied");
  }
}
