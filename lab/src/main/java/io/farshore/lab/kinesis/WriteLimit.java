package io.farshore.lab.kinesis;

/**
 * What a shard takes: 1,000 records and 1 MiB a second, with one second's worth at once. A record
 * that is larger than that is taken when the shard has rested. Not thread-safe; the shard's lock
 * guards it.
 */
final class WriteLimit {

  private static final double RECORDS_PER_SECOND = 1_000;
  private static final double BYTES_PER_SECOND = 1 << 20;

  private final TokenBucket records;
  private final TokenBucket bytes;

  WriteLimit(long nowMillis) {
    records = new TokenBucket(RECORDS_PER_SECOND, nowMillis);
    bytes = new TokenBucket(BYTES_PER_SECOND, nowMillis);
  }

  /** True when the record may be written now; it is then counted. */
  boolean admit(int size, long nowMillis) {
    if (!records.has(1, nowMillis) || !bytes.has(size, nowMillis)) {
      return false;
    }
    records.take(1);
    bytes.take(size);
    return true;
  }
}
