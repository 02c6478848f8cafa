package io.farshore.lab.kinesis;

/**
 * A place in a shard, between two records. It stays where it is when records come or are trimmed.
 *
 * @param sequenceNumber {@code 0} is before all records
 * @param inclusive true when the record of that number itself comes next
 */
public record ReadFrom(String sequenceNumber, boolean inclusive) {

  /** Before the oldest record that the shard still has. */
  public static ReadFrom trimHorizon() {
    return new ReadFrom("0", true);
  }

  /** Behind the record of this number. */
  public static ReadFrom after(String sequenceNumber) {
    return new ReadFrom(sequenceNumber, false);
  }

  /** Before the record of this number. */
  public static ReadFrom at(String sequenceNumber) {
    return new ReadFrom(sequenceNumber, true);
  }
}
