package io.farshore.core.lease;

import io.farshore.core.epoch.EpochId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;

/** A later epoch is in force where the writer wants to write. It is right not to write any more. */
public final class Fenced extends RuntimeException {
  private final EpochId inForce;

  /** Names both epochs. */
  public Fenced(StreamName stream, EpochId acting, EpochId inForce, Region region) {
    super(
        stream
            + ": epoch "
            + inForce
            + " is in force in "
            + region
            + "; epoch "
            + acting
            + " writes there no more");
    this.inForce = inForce;
  }

  /** The epoch that fences. */
  public EpochId inForce() {
    return inForce;
  }
}
