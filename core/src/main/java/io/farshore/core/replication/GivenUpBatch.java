package io.farshore.core.replication;

import io.farshore.core.stream.SequenceNumber;

/**
 * What is known of a batch that an event source mapping gave up: where it is, not what is in it.
 *
 * @param shardId of the source
 * @param first the sequence number of its first record
 * @param last of its last one
 */
public record GivenUpBatch(String shardId, SequenceNumber first, SequenceNumber last) {
  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException when it ends before it begins
   */
  public GivenUpBatch {
    if (first.isAfter(last)) {
      throw new IllegalArgumentException("A batch does not end before it begins");
    }
  }
}
