package io.farshore.lab.lambda;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The execution environments of one version of a function: as many as it needs at once, kept warm.
 * Thread-safe.
 */
final class EnvironmentPool implements AutoCloseable {

  private final ConcurrencyLimit limit;
  private final Supplier<ExecutionEnvironment> start;
  private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();
  private final Set<ExecutionEnvironment> busy = new HashSet<>();
  private boolean closed;

  EnvironmentPool(ConcurrencyLimit limit, Supplier<ExecutionEnvironment> start) {
    this.limit = limit;
    this.start = start;
  }

  /** Starts an environment ahead of the first invocation. */
  synchronized void warm() {
    if (!closed && idle.isEmpty() && busy.isEmpty()) {
      idle.push(start.get());
    }
  }

  /**
   * Handles an event in a warm environment, or in a new one.
   *
   * @return how it ended; fails with {@code TooManyRequestsException} above the reserved
   *     concurrency
   */
  CompletableFuture<InvocationResult> invoke(Invocation invocation) {
    ExecutionEnvironment environment;
    synchronized (this) {
      if (closed) {
        return CompletableFuture.failedFuture(LambdaErrors.closed());
      }
      if (!limit.enter()) {
        return CompletableFuture.failedFuture(LambdaErrors.throttled());
      }
      environment = take();
      busy.add(environment);
    }
    return environment.invoke(invocation).whenComplete((result, failure) -> release(environment));
  }

  private ExecutionEnvironment take() {
    while (!idle.isEmpty()) {
      ExecutionEnvironment warm = idle.pop();
      if (!warm.ended()) {
        return warm;
      }
    }
    return start.get();
  }

  private synchronized void release(ExecutionEnvironment environment) {
    busy.remove(environment);
    limit.leave();
    if (environment.ended()) {
      return;
    }
    if (closed) {
      environment.close();
    } else {
      idle.push(environment);
    }
  }

  /** Kills the environments that are handling an event; returns how many. */
  int killBusy() {
    List<ExecutionEnvironment> victims;
    synchronized (this) {
      victims = List.copyOf(busy);
    }
    victims.forEach(ExecutionEnvironment::kill);
    return victims.size();
  }

  /** Takes no more events; what runs is handled to its end. */
  void retire() {
    List<ExecutionEnvironment> unused;
    synchronized (this) {
      closed = true;
      unused = List.copyOf(idle);
      idle.clear();
    }
    unused.forEach(ExecutionEnvironment::close);
  }

  @Override
  public void close() {
    List<ExecutionEnvironment> all;
    synchronized (this) {
      closed = true;
      all = new ArrayList<>(busy);
      all.addAll(idle);
      idle.clear();
    }
    all.forEach(ExecutionEnvironment::close);
  }
}
