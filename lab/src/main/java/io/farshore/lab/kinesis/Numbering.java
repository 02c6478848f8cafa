package io.farshore.lab.kinesis;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The sequence numbers of one shard, which rise strictly, and are above those of the shard's
 * parents because the shard was born later. Not thread-safe; the shard's lock guards it.
 */
final class Numbering {

  private final int shardIndex;
  private final long bornAt;
  private final AtomicLong serials;

  /**
   * The numbers of a shard.
   *
   * @param bornAt epoch seconds
   * @param serials shared with neighbours, as in Kinesis
   */
  Numbering(int shardIndex, long bornAt, AtomicLong serials) {
    this.shardIndex = shardIndex;
    this.bornAt = bornAt;
    this.serials = serials;
  }

  String first() {
    return number(0, bornAt);
  }

  String next(long nowSeconds) {
    return number(serials.incrementAndGet(), nowSeconds);
  }

  /** The number behind all others of the shard. */
  String last(long nowSeconds) {
    return number(SequenceNumber.LAST_SERIAL, nowSeconds);
  }

  /** The second from which on the shard's children may be born, when it is closed now. */
  long nextBirth(long nowSeconds) {
    return Math.max(bornAt, nowSeconds) + 1;
  }

  /** The numbers go on behind this one, which the shard has given out before. */
  void resumeAfter(String sequenceNumber) {
    SequenceNumber.parse(sequenceNumber)
        .ifPresent(number -> serials.accumulateAndGet(number.serial(), Math::max));
  }

  long bornAt() {
    return bornAt;
  }

  private String number(long serial, long nowSeconds) {
    return new SequenceNumber(bornAt, serial, Math.max(bornAt, nowSeconds), shardIndex).toString();
  }
}
