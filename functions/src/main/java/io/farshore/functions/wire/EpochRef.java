package io.farshore.functions.wire;

import io.farshore.core.epoch.EpochId;
import io.farshore.core.stream.Region;
import io.farshore.functions.handler.InvalidInput;

/**
 * The name of an epoch.
 *
 * @param number the fencing token
 * @param region the Region that it activates
 * @param entry the sort key of its item
 */
public record EpochRef(long number, String region, String entry) {

  /** The form of an epoch's name. */
  public static EpochRef of(EpochId id) {
    return new EpochRef(
        id.number(),
        id.activeRegion().name(),
        "epoch#%010d#%s".formatted(id.number(), id.activeRegion()));
  }

  /**
   * The name.
   *
   * @throws InvalidInput when it is none
   */
  public EpochId id() {
    try {
      return new EpochId(number, new Region(region));
    } catch (IllegalArgumentException e) {
      throw new InvalidInput("epoch", "is no epoch: " + e.getMessage());
    }
  }
}
