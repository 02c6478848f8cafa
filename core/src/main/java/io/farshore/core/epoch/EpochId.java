package io.farshore.core.epoch;

import io.farshore.core.stream.Region;

/**
 * The name of an epoch: its number is the fencing token. Ordered by number, then Region.
 *
 * @param number 1 or more, never reused
 * @param activeRegion the Region that it activates, in whose replica alone its item is written
 */
public record EpochId(long number, Region activeRegion) implements Comparable<EpochId> {

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException when it is not 1 to 9,999,999,999
   */
  public EpochId {
    if (number < 1 || number > 9_999_999_999L) {
      throw new IllegalArgumentException("An epoch's number is 1 to 9999999999, not " + number);
    }
  }

  @Override
  public int compareTo(EpochId other) {
    int order = Long.compare(number, other.number);
    return order != 0 ? order : activeRegion.compareTo(other.activeRegion);
  }

  @Override
  public String toString() {
    return number + " (" + activeRegion + ")";
  }
}
