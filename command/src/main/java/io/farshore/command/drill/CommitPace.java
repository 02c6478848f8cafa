package io.farshore.command.drill;

import java.util.function.LongSupplier;

/**
 * Commits a change log at a steady rate, so many changes a second, up to a limit that may be
 * raised. Thread-safe.
 */
final class CommitPace implements LongSupplier {

  private final double rate;
  private final LongSupplier nanoTime;
  private double committed;
  private long limit;
  private long lastNanos;

  /** Commits nothing before {@link #commitUpTo}. */
  CommitPace(double rate, LongSupplier nanoTime) {
    this.rate = rate;
    this.nanoTime = nanoTime;
    this.lastNanos = nanoTime.getAsLong();
  }

  /** Goes on until so many changes are committed. */
  synchronized void commitUpTo(long changes) {
    getAsLong();
    limit = changes;
  }

  /** How many are committed by now; never falls. */
  @Override
  public synchronized long getAsLong() {
    long now = nanoTime.getAsLong();
    committed = Math.min(limit, committed + rate * (now - lastNanos) / 1e9);
    lastNanos = now;
    return (long) committed;
  }
}
