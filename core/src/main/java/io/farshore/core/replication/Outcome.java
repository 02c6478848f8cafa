package io.farshore.core.replication;

import io.farshore.core.epoch.EpochId;
import io.farshore.core.stream.SequenceNumber;
import java.time.Duration;
import java.util.Optional;

/** What became of a batch. Whatever is not one of these is an exception: never acknowledged. */
public sealed interface Outcome {

  /**
   * The batch was copied, or a prefix of it that is not empty.
   *
   * @param firstNotCopied from here on it must come again; empty: all of it was copied
   * @param stoppedBy why not all was copied; empty with {@code firstNotCopied}
   * @param counts of the prefix
   * @param lag from the arrival of the prefix's last record to now
   * @param parentsDrained for the first batches of a shard born in this epoch; otherwise empty
   */
  record Copied(
      Optional<SequenceNumber> firstNotCopied,
      Optional<RuntimeException> stoppedBy,
      CopyCounts counts,
      Duration lag,
      Optional<ParentsDrained> parentsDrained)
      implements Outcome {}

  /**
   * The peer is active: these records came from there, and nothing was copied.
   *
   * @param inForce the peer's epoch
   * @param records how many
   */
  record AcknowledgedAsPeersOwn(EpochId inForce, int records) implements Outcome {}
}
