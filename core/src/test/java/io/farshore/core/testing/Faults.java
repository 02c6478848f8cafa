package io.farshore.core.testing;

import io.farshore.core.time.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The weather of one in-memory port: how long its calls take, and which of them go wrong. Calls
 * count by their method's name. Not thread-safe.
 */
public final class Faults {

  private final EventLoop loop;
  private final Queue<Fault> scripted = new ArrayDeque<>();
  private Function<String, Fault> standing = call -> Fault.NONE;
  private Supplier<Duration> roundTrip = () -> Duration.ZERO;
  private final Map<String, Integer> calls = new TreeMap<>();

  Faults(EventLoop loop) {
    this.loop = loop;
  }

  /** All calls go wrong in this way from now on, until another is set. */
  public void all(Fault fault) {
    standing = call -> fault;
  }

  /** Calls go wrong as the function of their name says, from now on. */
  public void by(Function<String, Fault> faultByCall) {
    standing = faultByCall;
  }

  /** The next calls go wrong in these ways, one each; then the standing rule holds again. */
  public void next(Fault... faults) {
    scripted.addAll(List.of(faults));
  }

  /** Every call takes this long. */
  public void roundTrip(Duration time) {
    roundTrip = () -> time;
  }

  /** Every call takes as long as the next answer of the supplier says. */
  public void roundTrip(Supplier<Duration> time) {
    roundTrip = time;
  }

  /** How often a method was called. */
  public int calls(String method) {
    return calls.getOrDefault(method, 0);
  }

  /** How often any method was called. */
  public int calls() {
    return calls.values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * One call: {@code apply} runs after half of the round trip, the answer comes after all of it.
   *
   * @param failure what the caller sees when it goes wrong
   */
  <T> CompletableFuture<T> call(
      String method, Supplier<T> apply, Supplier<? extends RuntimeException> failure) {
    calls.merge(method, 1, Integer::sum);
    Fault next = scripted.poll();
    Fault fault = next == null ? standing.apply(method) : next;
    Duration half = roundTrip.get().dividedBy(2);
    CompletableFuture<T> answer = new CompletableFuture<>();
    loop.after(half, () -> arrive(fault, apply, failure, half, answer));
    return answer;
  }

  private <T> void arrive(
      Fault fault,
      Supplier<T> apply,
      Supplier<? extends RuntimeException> failure,
      Duration half,
      CompletableFuture<T> answer) {
    try {
      T result = fault == Fault.UNREACHABLE ? null : apply.get();
      loop.after(
          half,
          () -> {
            if (fault == Fault.NONE) {
              answer.complete(result);
            } else {
              answer.completeExceptionally(failure.get());
            }
          });
    } catch (RuntimeException e) {
      loop.after(half, () -> answer.completeExceptionally(e));
    }
  }
}
