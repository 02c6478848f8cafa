package io.farshore.lab.faults;

import io.farshore.lab.faults.Fault.FunctionKilled;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** One invocation of a function, as far as faults may end it. Thread-safe. */
public final class Invocation {

  private final CompletableFuture<Void> killed = new CompletableFuture<>();
  private final Map<FunctionKilled, Integer> answered = new ConcurrentHashMap<>();

  Invocation() {}

  /** True once the function was killed; its answer, if it still gives one, does not count. */
  public boolean isKilled() {
    return killed.isDone();
  }

  /** Completes when the function is killed; never, if it is not. */
  public CompletableFuture<Void> killed() {
    return killed;
  }

  /** Counts a call that was answered, for one fault, and says how many there were. */
  int countAnswered(FunctionKilled fault) {
    return answered.merge(fault, 1, Integer::sum);
  }

  void kill() {
    killed.complete(null);
  }
}
