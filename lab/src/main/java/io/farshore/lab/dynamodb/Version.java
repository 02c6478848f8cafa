package io.farshore.lab.dynamodb;

import java.time.Instant;
import java.util.Comparator;

/**
 * When and where an item was last written: what "last writer wins" compares.
 *
 * @param time by the wall clock of the Region that wrote
 * @param region that wrote; settles two writes of one time
 */
record Version(Instant time, String region) implements Comparable<Version> {

  private static final Comparator<Version> ORDER =
      Comparator.comparing(Version::time).thenComparing(Version::region);

  /** Orders by time, then by Region. */
  @Override
  public int compareTo(Version other) {
    return ORDER.compare(this, other);
  }
}
