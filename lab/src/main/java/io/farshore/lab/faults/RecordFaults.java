package io.farshore.lab.faults;

import java.util.Optional;

/** Which single records a stream refuses. Thread-safe. */
@FunctionalInterface
public interface RecordFaults {

  /**
   * Asked once for every record that is to be written.
   *
   * @return the error code that the record fails with; empty when it may be written
   */
  Optional<String> refuse(String region, String stream, String shardId, String partitionKey);

  /** Refuses nothing. */
  static RecordFaults none() {
    return (region, stream, shardId, partitionKey) -> Optional.empty();
  }
}
