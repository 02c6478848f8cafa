package io.farshore.functions.handler;

import io.farshore.core.checkpoint.CheckpointTable;
import io.farshore.core.epoch.EpochTable;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.RegionalStream;
import io.farshore.core.stream.StreamName;

/** The protocol's ports in the Regions. */
public interface Ports {

  /** The replica of the active-Region table in a Region. */
  EpochTable epochs(Region region);

  /** The replica of the checkpoint table in a Region. */
  CheckpointTable checkpoints(Region region);

  /** A stream in a Region. */
  RegionalStream stream(Region region, StreamName name);
}
