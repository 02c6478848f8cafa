package io.farshore.core.replication;

import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;

/**
 * The stream is not registered, as far as this replica knows. Nothing is copied or acknowledged.
 */
public final class NoEpoch extends RuntimeException {
  /** Names the stream and the replica. */
  public NoEpoch(StreamName stream, Region replica) {
    super(
        stream
            + ": "
            + replica
            + " knows of no epoch in force; register the stream, or wait for the table's copy");
  }
}
