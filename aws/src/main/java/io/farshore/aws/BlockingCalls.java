package io.farshore.aws;

import io.farshore.core.time.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Runs the blocking calls of one client on daemon threads, and answers on the event loop.
 *
 * <p>A call's time runs from when it was asked for, not from when a thread was free: the lease rule
 * counts on it (no write starts unless it can end before the lease does). Each Region and service
 * has threads of its own, so that a Region that does not answer holds up no other.
 */
final class BlockingCalls implements AutoCloseable {

  /** As many as a writer may have calls in flight; they start when they are needed. */
  private static final int THREADS = 64;

  private static final int IDLE_SECONDS = 10;

  private final EventLoop loop;
  private final Duration timeout;
  private final ThreadPoolExecutor threads;

  BlockingCalls(String name, EventLoop loop, Duration timeout) {
    this.loop = loop;
    this.timeout = timeout;
    AtomicInteger serial = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, name + "-" + serial.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Starts a call.
   *
   * @param work blocks; gets the time that is left through the {@link CallDeadline}
   * @param failure what the future fails with
   */
  <T> CompletableFuture<T> call(
      Function<CallDeadline, T> work, Function<Throwable, RuntimeException> failure) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    CallDeadline deadline = new CallDeadline(loop, timeout);
    EventLoop.Timer timer =
        loop.after(
            timeout, () -> answer.completeExceptionally(failure.apply(new CallTimedOut(timeout))));
    try {
      threads.execute(() -> run(work, failure, deadline, answer, timer));
    } catch (RejectedExecutionException e) {
      answer.completeExceptionally(failure.apply(e));
    }
    return answer;
  }

  private <T> void run(
      Function<CallDeadline, T> work,
      Function<Throwable, RuntimeException> failure,
      CallDeadline deadline,
      CompletableFuture<T> answer,
      EventLoop.Timer timer) {
    Runnable end;
    try {
      T result = work.apply(deadline);
      end = () -> answer.complete(result);
    } catch (RuntimeException | Error e) {
      RuntimeException failed = failure.apply(e);
      end = () -> answer.completeExceptionally(failed);
    }
    Runnable completion = end;
    try {
      loop.execute(
          () -> {
            timer.cancel();
            completion.run();
          });
    } catch (RejectedExecutionException ignored) {
      // The loop was closed: nobody waits for the answer any more.
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** No answer in time. */
  static final class CallTimedOut extends RuntimeException {
    CallTimedOut(Duration timeout) {
      super("no answer within " + timeout.toMillis() + " ms");
    }
  }
}
