package io.farshore.simulator;

import java.time.Duration;
import java.util.Optional;

/**
 * When Lambda gives a batch up, and hands out what comes behind it. Farshore's own mapping has no
 * limits.
 *
 * @param retries how often a batch is tried again; empty: without end
 * @param recordAge older records are not handed out; empty: however old they are
 */
record MappingLimits(Optional<Integer> retries, Optional<Duration> recordAge) {

  static final MappingLimits NONE = new MappingLimits(Optional.empty(), Optional.empty());

  static MappingLimits ofRetries(int most) {
    return new MappingLimits(Optional.of(most), Optional.empty());
  }

  static MappingLimits ofRecordAge(Duration most) {
    return new MappingLimits(Optional.empty(), Optional.of(most));
  }

  /** Whether a batch can be given up: then the replicator looks behind. */
  boolean any() {
    return retries.isPresent() || recordAge.isPresent();
  }
}
