package io.farshore.core.checkpoint;

import io.farshore.core.stream.Region;

/**
 * A Region's replica of a table gave no usable answer. Unknown is not inactive (guarantee E): it
 * fails whatever asked. Worth a retry.
 */
public final class ReplicaUnavailable extends RuntimeException {
  /** Names the table, the Region and what the client said. */
  public ReplicaUnavailable(String table, Region region, Throwable cause) {
    super(table + " in " + region + " gave no answer: " + cause.getMessage(), cause);
  }
}
