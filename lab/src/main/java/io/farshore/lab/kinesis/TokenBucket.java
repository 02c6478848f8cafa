package io.farshore.lab.kinesis;

/**
 * A rate with one second's worth at once. What is taken may be more than there is, once: it is paid
 * back by time. Not thread-safe.
 */
final class TokenBucket {

  private static final double MILLIS_PER_SECOND = 1_000;

  private final double perSecond;
  private double tokens;
  private long lastMillis;

  TokenBucket(double perSecond, long nowMillis) {
    this.perSecond = perSecond;
    this.tokens = perSecond;
    this.lastMillis = nowMillis;
  }

  /** True when {@code amount}, or all that can ever be there, is there now. */
  boolean has(double amount, long nowMillis) {
    double seconds = Math.max(0, nowMillis - lastMillis) / MILLIS_PER_SECOND;
    tokens = Math.min(perSecond, tokens + seconds * perSecond);
    lastMillis = nowMillis;
    return tokens >= Math.min(amount, perSecond);
  }

  void take(double amount) {
    tokens -= amount;
  }
}
