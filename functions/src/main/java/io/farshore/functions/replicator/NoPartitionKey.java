package io.farshore.functions.replicator;

import io.farshore.core.stream.StreamName;

/**
 * A record has no partition key: the stream's records are distributed by the service, which keeps
 * no order, so that there is none to copy. Nothing is acknowledged.
 */
public final class NoPartitionKey extends RuntimeException {
  /** Names the stream, and the setting of it. */
  public NoPartitionKey(StreamName stream, String sequenceNumber) {
    super(
        stream
            + ": record "
            + sequenceNumber
            + " has no partition key. A stream whose RecordDistributionStrategy is AUTO has no"
            + " order by key and can't be replicated; switch it off");
  }
}
