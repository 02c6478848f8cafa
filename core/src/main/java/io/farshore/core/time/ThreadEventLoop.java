package io.farshore.core.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * An {@link EventLoop} on one daemon thread of its own, in real time.
 *
 * <p>Lambda handlers keep one for the life of their environment: it stands still while the
 * environment is frozen. Thread-safe.
 */
public final class ThreadEventLoop implements EventLoop, AutoCloseable {

  private final Clock wallClock;
  private final LongSupplier monotonicNanos;
  private final ScheduledThreadPoolExecutor executor;

  /**
   * Starts the loop.
   *
   * @param name of the thread, as seen in a thread dump
   * @param wallClock usually {@link Clock#systemUTC()}
   * @param monotonicNanos usually {@code System::nanoTime}
   */
  public ThreadEventLoop(String name, Clock wallClock, LongSupplier monotonicNanos) {
    this.wallClock = wallClock;
    this.monotonicNanos = monotonicNanos;
    this.executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /**
   * Starts {@code work} on the loop and blocks the calling thread until its future has ended.
   *
   * @throws RuntimeException what the work failed with, unwrapped; a checked exception comes as a
   *     {@link CompletionException}
   */
  public <T> T await(Supplier<CompletableFuture<T>> work) {
    try {
      return CompletableFuture.supplyAsync(work, this).thenCompose(future -> future).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public Instant wallTime() {
    return wallClock.instant();
  }

  @Override
  public long monotonicNanos() {
    return monotonicNanos.getAsLong();
  }

  @Override
  public void execute(Runnable task) {
    executor.execute(task);
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    var scheduled = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> scheduled.cancel(false);
  }

  /** Ends the loop. Tasks that were not yet due are dropped. */
  @Override
  public void close() {
    executor.shutdown();
  }
}
