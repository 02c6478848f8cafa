package io.farshore.lab.dynamodb;

import java.time.Duration;

/** How it stands with the ways between Regions. Thread-safe. */
@FunctionalInterface
public interface RegionLinks {

  /** True while nothing gets from one Region to the other: cut off, or one of them lost. */
  boolean isCut(String oneRegion, String otherRegion);

  /** How much longer than usual a write takes from one Region to the other; not negative. */
  default Duration delay(String from, String to) {
    return Duration.ZERO;
  }
}
