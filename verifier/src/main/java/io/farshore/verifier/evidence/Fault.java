package io.farshore.verifier.evidence;

import java.time.Instant;

/**
 * What was done to the Regions.
 *
 * @param kind {@code region-loss}, {@code partition} or another kind of the lab
 * @param region the Region that suffered; for a partition one of the two
 * @param at when it began
 * @param healedAt when it ended; null when it did not
 */
public record Fault(String kind, String region, Instant at, Instant healedAt) {
  /** The kind that takes a whole Region away. */
  public static final String REGION_LOSS = "region-loss";

  /** Whether {@code candidate} was lost at {@code moment}. */
  public boolean lost(String candidate, Instant moment) {
    return kind.equals(REGION_LOSS)
        && region.equals(candidate)
        && !moment.isBefore(at)
        && (healedAt == null || moment.isBefore(healedAt));
  }
}
