package io.farshore.core.epoch;

import java.time.Instant;
import java.util.Optional;

/**
 * What people set for a stream in one Region.
 *
 * @param paused automatic starts are refused
 * @param pausedBy who paused, or empty
 * @param pausedReason why, or empty
 * @param pausedUntil when the pause ends by itself; empty: when it is taken back
 */
public record StreamSettings(
    boolean paused,
    Optional<String> pausedBy,
    Optional<String> pausedReason,
    Optional<Instant> pausedUntil) {

  /** Nothing set. */
  public static final StreamSettings NONE =
      new StreamSettings(false, Optional.empty(), Optional.empty(), Optional.empty());

  /** True while automatic starts are refused at {@code now}. */
  public boolean isPausedAt(Instant now) {
    return paused && pausedUntil.map(now::isBefore).orElse(true);
  }
}
