package io.farshore.lab.kinesis;

/**
 * What a shard takes: 1,000 records and 1 MiB a second, with one second's worth at once. Not
 * thread-safe; the shard's lock guards it.
 */
final class WriteLimit {

  private static final double RECORDS_PER_SECOND = 1_000;
  private static final double BYTES_PER_SECOND = 1 << 20;
  private static final double MILLIS_PER_SECOND = 1_000;

  private double records = RECORDS_PER_SECOND;
  private double bytes = BYTES_PER_SECOND;
  private long lastMillis;

  WriteLimit(long nowMillis) {
    lastMillis = nowMillis;
  }

  /** True when the record may be written now; it is then counted. */
  boolean admit(int size, long nowMillis) {
    refill(nowMillis);
    if (records < 1 || bytes < size) {
      return false;
    }
    records -= 1;
    bytes -= size;
    return true;
  }

  private void refill(long nowMillis) {
    double seconds = Math.max(0, nowMillis - lastMillis) / MILLIS_PER_SECOND;
    records = Math.min(RECORDS_PER_SECOND, records + seconds * RECORDS_PER_SECOND);
    bytes = Math.min(BYTES_PER_SECOND, bytes + seconds * BYTES_PER_SECOND);
    lastMillis = nowMillis;
  }
}
