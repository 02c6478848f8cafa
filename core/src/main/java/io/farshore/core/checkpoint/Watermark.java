package io.farshore.core.checkpoint;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * A low watermark of one producer's change log, and a resume point: every change with a commit
 * timestamp <em>below</em> it is there. Resuming seeks the first change <em>at or after</em> it.
 *
 * @param commitTimestamp empty: nothing is known to be there; resume where the log began
 * @param position the exact place of the next change, opaque to all but the log's reader; empty:
 *     the timestamp alone. Always empty where {@code commitTimestamp} is
 */
public record Watermark(Optional<Instant> commitTimestamp, Optional<String> position) {

  /** Below every other: resume where the log began. */
  public static final Watermark START = new Watermark(Optional.empty(), Optional.empty());

  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException when there is a position without a commit timestamp
   */
  public Watermark {
    if (position.isPresent() && commitTimestamp.isEmpty()) {
      throw new IllegalArgumentException("A watermark's position needs its commit timestamp");
    }
  }

  /** A watermark with an exact place. */
  public static Watermark at(Instant commitTimestamp, String position) {
    return new Watermark(Optional.of(commitTimestamp), Optional.of(position));
  }

  /** A watermark by its timestamp alone. */
  public static Watermark at(Instant commitTimestamp) {
    return new Watermark(Optional.of(commitTimestamp), Optional.empty());
  }

  /**
   * The lowest of several (guarantee D): the minimum is by commit timestamp. A position goes with
   * it only where every watermark at that timestamp has the same one: positions are opaque, so two
   * at one timestamp can't be ordered, and taking either may skip changes.
   *
   * @return {@link #START} where one of them is, or where there is none at all
   */
  public static Watermark lowest(Collection<Watermark> watermarks) {
    Watermark lowest = null;
    for (Watermark next : watermarks) {
      lowest = lowest == null ? next : lowest.lower(next);
    }
    return lowest == null ? START : lowest;
  }

  private Watermark lower(Watermark other) {
    int order = compareTimestamps(this, other);
    if (order != 0) {
      return order < 0 ? this : other;
    }
    return position.equals(other.position)
        ? this
        : new Watermark(commitTimestamp, Optional.empty());
  }

  /** True when this one's commit timestamp is below that of {@code other}. */
  public boolean isBelow(Watermark other) {
    return compareTimestamps(this, other) < 0;
  }

  private static int compareTimestamps(Watermark a, Watermark b) {
    return a.commitTimestamp.orElse(Instant.MIN).compareTo(b.commitTimestamp.orElse(Instant.MIN));
  }

  @Override
  public String toString() {
    return commitTimestamp.map(Instant::toString).orElse("the start")
        + position.map(place -> " @" + place).orElse("");
  }
}
