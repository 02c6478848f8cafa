package io.farshore.simulator;

import io.farshore.core.stream.Region;
import io.farshore.verifier.judge.Letter;
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
  private long lastLateStart = -1;

  Network(World world) {
    this.world = world;
  }

  /** What is called. */
  enum Service {
    TABLES,
    STREAM,
    STATES,
    LAMBDA,
    SNS,
    EVENTS
  }

  /** What kind of call it is. */
  enum Kind {
    READ,
    WRITE,
    PUT_RECORDS
  }

  /**
   * One call.
   *
   * @param to the Region that is called
   * @param what in words
   * @param kind whether it writes, and whether a part of it may be refused
   * @param apply what it does there; told how it arrives
   * @param failure what the caller sees when it goes wrong
   */
  record Call<T>(
      Actor caller,
      Region to,
      Service service,
      String what,
      Kind kind,
      Function<Arrival, T> apply,
      Supplier<? extends RuntimeException> failure) {}

  /**
   * How a call arrives.
   *
   * @param late after its caller gave up
   * @param partial a part of it is to be refused
   */
  record Arrival(boolean late, boolean partial) {}

  /** Sends it. */
  <T> CompletableFuture<T> send(Call<T> call) {
    Actor caller = call.caller();
    if (!caller.mayCall(call.to())) {
      world.report(
          new Violation(Letter.F, caller.name() + " calls " + call.to() + " for " + call.what()));
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    if (!caller.calls()) {
      return answer;
    }
    Fault fault = fault(call.service(), call.kind(), caller);
    if (fault != Fault.DELIVERED) {
      world.struck(fault, caller.name(), () -> call.what() + " in " + call.to());
    }
    caller.after(CALL_TIMEOUT, () -> fail(call, answer));
    long there = oneWay(call);
    long back = oneWay(call);
    if (fault == Fault.SLOW) {
      there += world.below(700) * MILLIS;
      back += world.below(700) * MILLIS;
    } else if (isLate(fault)) {
      there = late(call.service());
    } else if (fault == Fault.DROPPED) {
      if (world.chance(0.5)) {
        caller.after(Duration.ofNanos(there), () -> fail(call, answer));
      }
      return answer;
    } else if (fault == Fault.DUPLICATED) {
      world.time().after(there, () -> arrive(call, Fault.DELIVERED, null, -1));
      there += (20 + world.below(200)) * MILLIS;
    }
    long answerAfter = fault == Fault.ANSWER_LOST || isLate(fault) ? -1 : back;
    world.time().after(there, () -> arrive(call, fault, answer, answerAfter));
    return answer;
  }

  /** What becomes of a call to a service. */
  Fault fault(Service service, Kind kind, Actor caller) {
    Fault fault = world.weather().ofCall(kind, caller);
    world.reached(branch(service, fault));
    return fault;
  }

  /** For the coverage: that a call to a service had a fault. */
  static String branch(Service service, Fault fault) {
    return "call of " + service + " " + fault;
  }

  /** It never arrives, and nobody says so. */
  <T> CompletableFuture<T> lose(Call<T> call) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    call.caller().after(CALL_TIMEOUT, () -> fail(call, answer));
    return answer;
  }

  private <T> void arrive(
      Call<T> call, Fault fault, CompletableFuture<T> answer, long answerAfter) {
    Outages outages = world.outages();
    if (!outages.reaches(call.caller(), call.to()) || !outages.serves(call.to(), call.service())) {
      return;
    }
    Duration back = Duration.ofNanos(Math.max(0, answerAfter));
    try {
      T result = call.apply().apply(new Arrival(isLate(fault), fault == Fault.PARTIAL));
      if (isLate(fault)) {
        world.note(
            call.caller().name(), () -> call.what() + " in " + call.to() + " is applied only now");
      }
      if (answerAfter >= 0) {
        call.caller().after(back, () -> answered(call, answer, result));
      }
    } catch (Violation e) {
      throw e;
    } catch (RuntimeException e) {
      if (answerAfter >= 0) {
        call.caller().after(back, () -> answer.completeExceptionally(e));
      }
    }
  }

  private <T> void answered(Call<T> call, CompletableFuture<T> answer, T result) {
    if (answer != null && world.outages().reaches(call.caller(), call.to())) {
      answer.complete(result);
    }
  }

  private <T> void fail(Call<T> call, CompletableFuture<T> answer) {
    if (!answer.isDone()) {
      world.note(
          Note.Kind.REPEATED,
          call.caller().name(),
          () -> call.what() + " in " + call.to() + " gets no answer");
      answer.completeExceptionally(call.failure().get());
    }
  }

  /** After how many nanoseconds a late call arrives: behind the time limit, within the window. */
  long late(Service service) {
    long window = world.setting().lateWindow().toMillis() - 1_500;
    long after = CALL_TIMEOUT.toNanos() + world.below(window) * MILLIS;
    if (service == Service.STATES || service == Service.LAMBDA) {
      lastLateStart = Math.max(lastLateStart, world.time().nanos() + after);
    }
    return after;
  }

  /** Whether an execution or a function may still begin because a call comes late. */
  boolean awaitsLateStart() {
    return world.time().nanos() <= lastLateStart;
  }

  private static boolean isLate(Fault fault) {
    return fault == Fault.LATE || fault == Fault.LATE_FROM_PRODUCER;
  }

  private long oneWay(Call<?> call) {
    boolean near = call.caller().home().equals(call.to());
    return (near ? 1 + world.below(4) : 15 + world.below(30)) * MILLIS;
  }
}
