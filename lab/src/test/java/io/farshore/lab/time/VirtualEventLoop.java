package io.farshore.lab.time;

import io.farshore.core.time.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** An event loop on a virtual clock, run by the calling thread. */
public final class VirtualEventLoop implements EventLoop {

  private static final Instant ORIGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::serial));
  private long now;
  private long serial;

  private record Due(long at, long serial, Runnable task) {}

  @Override
  public Instant wallTime() {
    return ORIGIN.plusNanos(now);
  }

  @Override
  public long monotonicNanos() {
    return now;
  }

  @Override
  public void execute(Runnable task) {
    after(Duration.ZERO, task);
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    Due entry = new Due(now + delay.toNanos(), serial++, task);
    due.add(entry);
    return () -> due.remove(entry);
  }

  /** Runs whatever is due within {@code span}, and ends at its end. */
  public void run(Duration span) {
    long end = now + span.toNanos();
    while (!due.isEmpty() && due.peek().at() <= end) {
      Due next = due.poll();
      now = next.at();
      next.task().run();
    }
    now = end;
  }

  /** Runs what is due now, without letting time pass. */
  public void run() {
    run(Duration.ZERO);
  }
}
