package io.farshore.simulator;

import io.farshore.core.stream.Region;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** Every call goes through here: it takes time, and goes wrong as the seed says. */
final class Network {

  /** The most that a caller waits for an answer. */
  static final Duration CALL_TIMEOUT = Duration.ofSeconds(1);

  private static final long MILLIS = 1_000_000L;

  private final World world;

  Network(World world) {
    this.world = world;
  }

  /**
   * One call.
   *
   * @param kind whether it writes, and whether a part of it may be refused
   * @param apply what it does there; told whether it comes late, and what goes wrong
   * @param failure what the caller sees when it goes wrong
   */
  <T> CompletableFuture<T> call(
      Actor caller,
      Region to,
      String what,
      Kind kind,
      Function<Arrival, T> apply,
      Supplier<? extends RuntimeException> failure) {
    if (!caller.mayCall(to)) {
      world.report(new Violation(Letter.F, caller.name() + " calls " + to + " for " + what));
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    Fault fault = world.weather().ofCall(kind, caller, to);
    long there = oneWay(caller, to);
    long back = oneWay(caller, to);
    if (fault == Fault.SLOW) {
      there += world.below(700) * MILLIS;
      back += world.below(700) * MILLIS;
    }
    boolean late = isLate(fault);
    if (late) {
      there = CALL_TIMEOUT.toNanos() + world.below(World.LATE_WINDOW.toMillis() - 1_500) * MILLIS;
    }
    caller.after(CALL_TIMEOUT, () -> fail(answer, caller, what, failure));
    if (fault == Fault.DROPPED) {
      long soon = there;
      if (world.chance(0.5)) {
        caller.after(Duration.ofNanos(soon), () -> fail(answer, caller, what, failure));
      }
      return answer;
    }
    if (fault == Fault.DUPLICATED) {
      world.time().after(there, () -> arrive(caller, to, what, apply, Fault.DELIVERED, null, -1));
      there += (20 + world.below(200)) * MILLIS;
    }
    long answerAfter = fault == Fault.ANSWER_LOST || late ? -1 : back;
    world.time().after(there, () -> arrive(caller, to, what, apply, fault, answer, answerAfter));
    return answer;
  }

  private <T> void arrive(
      Actor caller,
      Region to,
      String what,
      Function<Arrival, T> apply,
      Fault fault,
      CompletableFuture<T> answer,
      long answerAfter) {
    if (!world.reaches(caller, to)) {
      return;
    }
    try {
      T result = apply.apply(new Arrival(isLate(fault), fault == Fault.PARTIAL));
      if (fault != Fault.DELIVERED) {
        world.note(caller.name(), () -> what + " in " + to + ": " + fault);
      }
      if (answerAfter >= 0) {
        caller.after(Duration.ofNanos(answerAfter), () -> answered(answer, caller, to, result));
      }
    } catch (Violation e) {
      throw e;
    } catch (RuntimeException e) {
      if (answerAfter >= 0) {
        caller.after(Duration.ofNanos(answerAfter), () -> answer.completeExceptionally(e));
      }
    }
  }

  private <T> void answered(CompletableFuture<T> answer, Actor caller, Region to, T result) {
    if (answer != null && world.reaches(caller, to)) {
      answer.complete(result);
    }
  }

  private <T> void fail(
      CompletableFuture<T> answer,
      Actor caller,
      String what,
      Supplier<? extends RuntimeException> failure) {
    if (!answer.isDone()) {
      world.note(caller.name(), () -> what + " gets no answer");
      answer.completeExceptionally(failure.get());
    }
  }

  private static boolean isLate(Fault fault) {
    return fault == Fault.LATE || fault == Fault.LATE_FROM_PRODUCER;
  }

  private long oneWay(Actor caller, Region to) {
    long millis = caller.home().equals(to) ? 1 + world.below(4) : 15 + world.below(30);
    return millis * MILLIS;
  }

  /** What kind of call it is. */
  enum Kind {
    READ,
    WRITE,
    PUT_RECORDS
  }

  /**
   * How a call arrives.
   *
   * @param late after its caller gave up
   * @param partial a part of it is to be refused
   */
  record Arrival(boolean late, boolean partial) {}
}
