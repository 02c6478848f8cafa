package io.farshore.core.lease;

import io.farshore.core.epoch.EpochId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.util.Optional;

/**
 * Two replicas name different epochs, and it is not a later one that fences. Unknown is not
 * inactive (guarantee E): what asked fails, and asks again.
 */
public final class ControlRecordsDisagree extends RuntimeException {
  /** Names what was acted in and what was found; {@code found} empty: no epoch at all. */
  public ControlRecordsDisagree(
      StreamName stream, EpochId acting, Optional<EpochId> found, Region region) {
    super(
        stream
            + ": acting in epoch "
            + acting
            + ", but "
            + region
            + " has "
            + found.map(id -> "epoch " + id).orElse("no epoch")
            + " in force; its copy may be late");
  }
}
