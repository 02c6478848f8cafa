package io.farshore.core.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/**
 * One thread of control, and its clocks.
 *
 * <p>Everything in {@code core} and the producer that keeps state runs on one loop, so that none of
 * it needs a lock, and so that a simulator can run the same code on a virtual clock in one thread.
 * Answers of the ports (futures) are completed on the loop.
 *
 * <p>The wall clock and the monotonic clock are kept apart: leases end by whichever ends first.
 *
 * <p>Thread safety: {@link #execute} and {@link #after} may be called from any thread; what they
 * run, runs on the loop, one task at a time, in the order in which it was due.
 */
public interface EventLoop extends Executor {

  /** The wall clock, as compared with other machines. May jump, and may be skewed. */
  Instant wallTime();

  /** The monotonic clock in nanoseconds from an arbitrary origin. May stand still when frozen. */
  long monotonicNanos();

  /**
   * Runs {@code task} on the loop once {@code delay} has passed by the monotonic clock.
   *
   * @param delay not negative; zero runs the task after those already due
   * @return a handle that cancels it
   */
  Timer after(Duration delay, Runnable task);

  /** A task that is due later. */
  @FunctionalInterface
  interface Timer {
    /** Takes the task back. Does nothing when it has run, or was taken back before. */
    void cancel();
  }
}
