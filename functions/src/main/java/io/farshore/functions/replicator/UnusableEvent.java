package io.farshore.functions.replicator;

/** What came is not a batch of one shard of a Kinesis stream. Nothing is acknowledged. */
public final class UnusableEvent extends RuntimeException {
  /** Says what is wrong with it, without data. */
  public UnusableEvent(String problem) {
    super("This is not a batch of one Kinesis shard: " + problem);
  }
}
