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

  /**
   * From the first record of either to the last of either.
   *
   * @throws IllegalArgumentException when they are of different shards
   */
  public GivenUpBatch and(GivenUpBatch other) {
    if (!shardId.equals(other.shardId)) {
      throw new IllegalArgumentException("Two shards have no order");
    }
    return new GivenUpBatch(
        shardId,
        first.isAfter(other.first) ? other.first : first,
        last.isAfter(other.last) ? last : other.last);
  }
}
