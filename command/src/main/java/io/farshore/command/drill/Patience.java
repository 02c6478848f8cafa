package io.farshore.command.drill;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits for a condition, looking every so often. */
public final class Patience {

  private final Duration look;
  private final LongSupplier nanoTime;

  /** Looks every {@code look}. */
  public Patience(Duration look, LongSupplier nanoTime) {
    this.look = look;
    this.nanoTime = nanoTime;
  }

  /**
   * Blocks until the condition holds.
   *
   * @return false when it did not within {@code limit}, or the thread was interrupted
   */
  public boolean until(BooleanSupplier condition, Duration limit) {
    long end = nanoTime.getAsLong() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (nanoTime.getAsLong() - end > 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(look.toNanos());
    }
    return true;
  }
}
