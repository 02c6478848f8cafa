package io.farshore.simulator;

import java.time.Duration;

/**
 * What befalls an invocation of a function at one of its calls: it is killed before the call leaves
 * or right behind it, or it stands still behind it. An invocation that makes fewer calls goes free,
 * and nothing is counted.
 */
final class Disturbance {

  private final World world;
  private final Actor function;

  Disturbance(World world, Actor function) {
    this.world = world;
    this.function = function;
  }

  /**
   * Kills it, by the fault's rate.
   *
   * @param told what follows
   */
  void killedAtOneOf(int calls, Runnable told) {
    if (world.weather().draws(Fault.FUNCTION_KILLED)) {
      boolean sent = world.chance(0.5);
      function.atCall(1 + world.below(calls), () -> now(sent, () -> kill(told)));
    }
  }

  /** Lets it stand still for up to a time, by the fault's rate. */
  void frozenAtOneOf(int calls, Duration most) {
    if (world.weather().draws(Fault.FUNCTION_FROZEN)) {
      Duration time = Duration.ofMillis(world.below((int) most.toMillis()));
      function.atCall(1 + world.below(calls), () -> now(true, () -> freeze(time)));
    }
  }

  private void now(boolean sent, Runnable what) {
    if (sent) {
      world.time().after(0, what);
    } else {
      what.run();
    }
  }

  private void kill(Runnable told) {
    if (!function.isDead()) {
      world.weather().count(Fault.FUNCTION_KILLED);
      world.struck(Fault.FUNCTION_KILLED, function.name(), () -> "its invocation");
      function.kill();
      told.run();
    }
  }

  private void freeze(Duration time) {
    if (!function.isDead()) {
      world.weather().count(Fault.FUNCTION_FROZEN);
      world.struck(Fault.FUNCTION_FROZEN, function.name(), () -> "its invocation, for " + time);
      function.freeze(time);
    }
  }
}
