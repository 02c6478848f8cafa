package io.farshore.lab.lambda;

import java.util.ArrayDeque;
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

  private final FunctionConfiguration function;
  private final Supplier<ExecutionEnvironment> start;
  private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();
  private final Set<ExecutionEnvironment> busy = new HashSet<>();
  private boolean closed;

  EnvironmentPool(FunctionConfiguration function, Supplier<ExecutionEnvironment> start) {
    this.function = function;
    this.start = start;
  }

  FunctionConfiguration function() {
    return function;
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
      if (busy.size() >= function.reservedConcurrency().orElse(Integer.MAX_VALUE)) {
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
    if (!environment.ended()) {
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

  @Override
  public void close() {
    List<ExecutionEnvironment> all;
    synchronized (this) {
      closed = true;
      all = new java.util.ArrayList<>(busy);
      all.addAll(idle);
      idle.clear();
    }
    all.forEach(ExecutionEnvironment::close);
  }
}
