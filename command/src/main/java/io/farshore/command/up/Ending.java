package io.farshore.command.up;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * When the process is told to end: by SIGINT, SIGTERM, or an interrupt of the waiting thread. The
 * signal's exit waits until all has been closed, and is then an exit with code 0: to end is what
 * was asked for.
 */
final class Ending implements AutoCloseable {

  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::end, "farshore-end");

  private Ending() {}

  /** Listens from now on. */
  static Ending bySignal() {
    Ending ending = new Ending();
    Runtime.getRuntime().addShutdownHook(ending.hook);
    return ending;
  }

  /** Blocks until the end is asked for. */
  void await() {
    try {
      asked.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
