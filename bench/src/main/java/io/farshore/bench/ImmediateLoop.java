package io.farshore.bench;

import io.farshore.core.time.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/** Runs what is due when it is told to; its clocks stand. Not thread-safe. */
final class ImmediateLoop implements EventLoop {

  private final ArrayDeque<Runnable> due = new ArrayDeque<>();

  /** Runs until nothing is due. */
  void run() {
    for (Runnable task = due.poll(); task != null; task = due.poll()) {
      task.run();
    }
  }

  @Override
  public Instant wallTime() {
    return Instant.EPOCH;
  }

  @Override
  public long monotonicNanos() {
    return 0;
  }

  @Override
  public void execute(Runnable task) {
    due.add(task);
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    throw new UnsupportedOperationException("Nothing is refused here, so nothing waits");
  }
}
