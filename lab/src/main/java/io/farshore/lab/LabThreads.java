package io.farshore.lab;

import io.farshore.core.time.ThreadEventLoop;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** The threads of a lab; all are daemons, and all exist before any function could start one. */
final class LabThreads implements AutoCloseable {

  private static final int TIMER_THREADS = 2;

  private final ThreadEventLoop network;
  private final ThreadEventLoop executions;
  private final ThreadEventLoop tables;
  private final ThreadEventLoop events;
  private final ScheduledThreadPoolExecutor timers;
  private final ExecutorService workers;

  LabThreads(Clock clock, LongSupplier monotonicNanos) {
    network = new ThreadEventLoop("lab-network", clock, monotonicNanos);
    executions = new ThreadEventLoop("lab-states", clock, monotonicNanos);
    tables = new ThreadEventLoop("lab-tables", clock, monotonicNanos);
    events = new ThreadEventLoop("lab-events", clock, monotonicNanos);
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    timers = new ScheduledThreadPoolExecutor(TIMER_THREADS, named(group, "lab-timer-"));
    // What ends after the lab has ended is of interest to nobody.
    timers.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    timers.setRemoveOnCancelPolicy(true);
    timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    timers.prestartAllCoreThreads();
    workers = Executors.newCachedThreadPool(named(group, "lab-worker-"));
  }

  /** In the lab's own group: threads must not belong to the function whose call made them. */
  private static ThreadFactory named(ThreadGroup group, String prefix) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(group, task, prefix + number.incrementAndGet(), 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(LabThreads.class.getClassLoader());
      return thread;
    };
  }

  /** Measures latency. */
  ThreadEventLoop network() {
    return network;
  }

  /** Runs state machines. */
  ThreadEventLoop executions() {
    return executions;
  }

  /** Copies global tables. */
  ThreadEventLoop tables() {
    return tables;
  }

  /** Schedules, deliveries and alarms. */
  ThreadEventLoop events() {
    return events;
  }

  /** Runs what is due, and blocks never. */
  ScheduledThreadPoolExecutor timers() {
    return timers;
  }

  /** Runs what blocks. */
  ExecutorService workers() {
    return workers;
  }

  @Override
  public void close() {
    events.close();
    executions.close();
    timers.shutdownNow();
    tables.close();
    network.close();
    workers.shutdown();
  }
}
