package io.farshore.core.testing;

import io.farshore.core.time.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * An {@link EventLoop} whose time passes only when a test says so. Tasks due at one time run in the
 * order in which they were given. One thread only.
 */
public final class VirtualEventLoop implements EventLoop {

  /** What the wall clock shows at first. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final int MOST_TASKS = 5_000_000;

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::dueNanos).thenComparingLong(Task::order));
  private long nanos;
  private long order;
  private Duration skew = Duration.ZERO;

  @Override
  public Instant wallTime() {
    return START.plusNanos(nanos).plus(skew);
  }

  @Override
  public long monotonicNanos() {
    return nanos;
  }

  @Override
  public void execute(Runnable task) {
    after(Duration.ZERO, task);
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("A delay is not negative, as " + delay + " is");
    }
    Task added = new Task(nanos + delay.toNanos(), order++, task);
    tasks.add(added);
    return () -> tasks.remove(added);
  }

  /**
   * Moves the wall clock against the monotonic one: forwards as when the environment was frozen,
   * backwards as when the clock was set.
   */
  public void jumpWallClock(Duration by) {
    skew = skew.plus(by);
  }

  /** Lets {@code time} pass and runs everything that comes due in it. */
  public void advance(Duration time) {
    long end = nanos + time.toNanos();
    while (!tasks.isEmpty() && tasks.peek().dueNanos() <= end) {
      runNext();
    }
    nanos = end;
  }

  /** Runs until nothing is due any more. */
  public void runUntilIdle() {
    runUntil(() -> false);
  }

  /**
   * Runs until the condition holds, or nothing is due any more.
   *
   * @return whether it holds
   */
  public boolean runUntil(BooleanSupplier condition) {
    for (int i = 0; i < MOST_TASKS; i++) {
      if (condition.getAsBoolean()) {
        return true;
      }
      if (tasks.isEmpty()) {
        return false;
      }
      runNext();
    }
    throw new IllegalStateException("This never ends: " + MOST_TASKS + " tasks were run");
  }

  /**
   * Starts {@code work} on the loop and runs until its future has ended.
   *
   * @throws IllegalStateException when nothing is due any more and it has not ended
   * @throws RuntimeException what it failed with
   */
  public <T> T await(Supplier<CompletableFuture<T>> work) {
    CompletableFuture<T> result =
        CompletableFuture.supplyAsync(work, this).thenCompose(future -> future);
    if (!runUntil(result::isDone)) {
      throw new IllegalStateException("Nothing is due any more, and the future has not ended");
    }
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void runNext() {
    Task next = tasks.remove();
    nanos = Math.max(nanos, next.dueNanos());
    next.work().run();
  }

  private record Task(long dueNanos, long order, Runnable work) {}
}
