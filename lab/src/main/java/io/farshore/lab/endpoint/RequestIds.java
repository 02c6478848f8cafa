package io.farshore.lab.endpoint;

import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Makes request ids, in the form of AWS's. The same seed makes the same ids. Thread-safe. */
public final class RequestIds implements Supplier<String> {

  private static final long VERSION_BITS = 0xF000L;
  private static final long VERSION_4 = 0x4000L;

  private final RandomGenerator random;

  /** Ids from {@code random}, which nothing else may use meanwhile. */
  public RequestIds(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public synchronized String get() {
    long high = (random.nextLong() & ~VERSION_BITS) | VERSION_4;
    long low = (random.nextLong() >>> 2) | Long.MIN_VALUE;
    return new UUID(high, low).toString();
  }
}
