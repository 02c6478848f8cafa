package io.farshore.simulator;

import io.farshore.core.epoch.EpochId;
import io.farshore.core.stream.Region;
import io.farshore.core.time.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that runs and can be killed, frozen, or lost with its Region: a producer's process, an
 * invocation of a function, Step Functions itself. Its wall clock may be wrong.
 */
final class Actor implements EventLoop {

  /** What every right wall clock shows at first. */
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final World world;
  private final String name;
  private final Region home;
  private final boolean inside;
  private final Duration skew;
  private Optional<Region> onlyCalls = Optional.empty();
  private boolean dead;
  private long frozenUntil;
  private long stoodStill;
  private final Map<Integer, Runnable> atCalls = new HashMap<>();
  private int calls;

  /** The rank of the epoch in which it writes. */
  private long epoch;

  /**
   * An actor.
   *
   * @param inside stands still while its Region is lost
   */
  Actor(World world, String name, Region home, boolean inside, Duration skew) {
    this.world = world;
    this.name = name;
    this.home = home;
    this.inside = inside;
    this.skew = skew;
  }

  String name() {
    return name;
  }

  Region home() {
    return home;
  }

  boolean inside() {
    return inside;
  }

  long epoch() {
    return epoch;
  }

  void actsIn(EpochId id) {
    epoch = Invariants.rank(id);
  }

  boolean isDead() {
    return dead;
  }

  /** Something happens to it when it is about to send its n-th call, from 1. */
  void atCall(int n, Runnable what) {
    atCalls.merge(n, what, (one, other) -> () -> List.of(one, other).forEach(Runnable::run));
  }

  /** It is about to send a call; false when it never does. */
  boolean calls() {
    Runnable what = atCalls.remove(++calls);
    if (what != null) {
      what.run();
    }
    return !dead;
  }

  /** It never does anything again, and no answer reaches it. */
  void kill() {
    dead = true;
  }

  /** It stands still, its monotonic clock with it; its wall clock goes on. */
  void freeze(Duration time) {
    frozenUntil = world.time().nanos() + time.toNanos();
    stoodStill += time.toNanos();
  }

  boolean isFrozen() {
    return world.time().nanos() < frozenUntil;
  }

  /** From now on a call to any other Region breaks guarantee F. */
  void mustOnlyCall(Region region) {
    onlyCalls = Optional.of(region);
  }

  boolean mayCall(Region region) {
    return onlyCalls.map(region::equals).orElse(true);
  }

  @Override
  public Instant wallTime() {
    return START.plusNanos(world.time().nanos()).plus(skew);
  }

  @Override
  public long monotonicNanos() {
    return world.time().nanos() - stoodStill;
  }

  @Override
  public void execute(Runnable task) {
    after(Duration.ZERO, task);
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    VirtualTime.Event event = world.time().after(delay.toNanos(), () -> take(task));
    return event::cancel;
  }

  /** Does it now, or when it can again, or never. */
  void take(Runnable task) {
    if (dead) {
      return;
    }
    if (inside && world.outages().isLost(home)) {
      world.outages().whenBack(home, () -> take(task));
    } else if (world.time().nanos() < frozenUntil) {
      world.time().after(frozenUntil - world.time().nanos(), () -> take(task));
    } else {
      task.run();
    }
  }
}
