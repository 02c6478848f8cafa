package io.farshore.lab.kinesis;

/**
 * What a shard gives: 5 calls and 2 MiB a second, to all readers together. A call that takes more
 * than a second's worth is followed by silence until it is paid for: 5 s for 10 MiB. Thread-safe.
 */
final class ReadLimit {

  private static final double CALLS_PER_SECOND = 5;
  private static final double BYTES_PER_SECOND = 2 << 20;
  private static final double MILLIS_PER_SECOND = 1_000;

  private final TokenBucket iterators;
  private final TokenBucket calls;
  private final TokenBucket bytes;
  private long silentUntilMillis;

  ReadLimit(long nowMillis) {
    iterators = new TokenBucket(CALLS_PER_SECOND, nowMillis);
    calls = new TokenBucket(CALLS_PER_SECOND, nowMillis);
    bytes = new TokenBucket(BYTES_PER_SECOND, nowMillis);
  }

  /** True when an iterator may be asked for now; it is then counted. */
  synchronized boolean admitIterator(long nowMillis) {
    boolean admitted = iterators.has(1, nowMillis);
    iterators.take(admitted ? 1 : 0);
    return admitted;
  }

  /** True when records may be read now; the call is then counted. */
  synchronized boolean admit(long nowMillis) {
    if (nowMillis < silentUntilMillis || !calls.has(1, nowMillis) || !bytes.has(1, nowMillis)) {
      return false;
    }
    calls.take(1);
    return true;
  }

  /** Counts what an admitted call has read. */
  synchronized void read(long size, long nowMillis) {
    if (size > BYTES_PER_SECOND) {
      silentUntilMillis = nowMillis + (long) (size / BYTES_PER_SECOND * MILLIS_PER_SECOND);
    } else {
      bytes.take(size);
    }
  }
}
