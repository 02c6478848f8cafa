package io.farshore.lab.events;

import io.farshore.core.time.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * Runs what is due at a time of the wall clock, also if that clock jumps meanwhile, as it does when
 * a computer was asleep. Thread-safe.
 */
public final class WallTimer {

  private static final Duration LOOKED_EACH = Duration.ofSeconds(1);

  private final EventLoop loop;

  /** Looks at the loop's clock at least once a second. */
  public WallTimer(EventLoop loop) {
    this.loop = loop;
  }

  /** Runs {@code task} on the loop once it is {@code due}, unless it is not {@code wanted} then. */
  public void at(Instant due, BooleanSupplier wanted, Runnable task) {
    Duration left = Duration.between(loop.wallTime(), due);
    if (left.compareTo(LOOKED_EACH) <= 0) {
      loop.after(left.isNegative() ? Duration.ZERO : left, task);
    } else {
      loop.after(
          LOOKED_EACH,
          () -> {
            if (wanted.getAsBoolean()) {
              at(due, wanted, task);
            }
          });
    }
  }
}
