package io.farshore.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * When the process is told to end: by SIGINT, SIGTERM, or an interrupt of the waiting thread. The
 * signal's exit waits until all has been closed, and is then an exit with code 0: to end is what
 * was asked for.
 */
public final class EndSignal implements AutoCloseable {

  private static final Duration LONGEST = Duration.ofSeconds(25);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::end, "farshore-end");

  private EndSignal() {}

  /** Listens from now on. */
  public static EndSignal listen() {
    EndSignal ending = new EndSignal();
    Runtime.getRuntime().addShutdownHook(ending.hook);
    return ending;
  }

  /** Blocks until the end is asked for. */
  public void await() {
    try {
      asked.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Blocks until the end is asked for, and no longer than {@code limit}.
   *
   * @return whether it is
   */
  public boolean await(Duration limit) {
    try {
      return asked.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void end() {
    asked.countDown();
    try {
      if (closed.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
        Runtime.getRuntime().halt(0);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** All is closed; the process may go. */
  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down already, which is why we are here.
    }
  }
}
