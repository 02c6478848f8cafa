package io.farshore.lab.kinesis;

import java.util.Comparator;

/**
 * The sequence numbers of one shard: 56 digits that rise with every number given out, and that are
 * above those of the shard's parents. Not thread-safe; the shard's lock guards it.
 */
final class SequenceNumbers {

  /** Numeric order. The numbers have no leading zeros. */
  static final Comparator<String> ORDER =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private static final String FORMAT = "4966%014d%016d%012d0000000002";

  private final int shardIndex;
  private long lastMillis;
  private long serial;

  SequenceNumbers(int shardIndex, long notBeforeMillis) {
    this.shardIndex = shardIndex;
    this.lastMillis = notBeforeMillis;
  }

  String next(long wallMillis) {
    lastMillis = Math.max(lastMillis, wallMillis);
    serial++;
    return digits();
  }

  /** The time that the last number was given out at; never falls. */
  long lastMillis() {
    return lastMillis;
  }

  private String digits() {
    return FORMAT.formatted(lastMillis, serial, shardIndex);
  }
}
