package io.farshore.lab.faults;

import java.util.OptionalInt;

/**
 * How often a fault strikes of the times that it could.
 *
 * @param times after which it is gone, 1 or more; empty: until it is healed
 * @param share of the calls that it hits, above 0 up to 1: of 10 calls, 0.3 hits exactly 3
 */
public record Strikes(OptionalInt times, double share) {

  /** Each time, until it is healed. */
  public static final Strikes ALWAYS = new Strikes(OptionalInt.empty(), 1);

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException naming what is out of range
   */
  public Strikes {
    if (times.isPresent() && times.getAsInt() < 1) {
      throw new IllegalArgumentException("times must be 1 or more, is " + times.getAsInt());
    }
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("rate must be above 0 and at most 1, is " + share);
    }
  }

  /** Each time, and then no more. */
  public static Strikes of(int times) {
    return new Strikes(OptionalInt.of(times), 1);
  }

  boolean isLimited() {
    return !equals(ALWAYS);
  }
}
