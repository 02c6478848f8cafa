package io.farshore.producer;

import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.stream.Region;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A producer at a glance.
 *
 * @param phase as it is reported
 * @param epoch the epoch followed; empty before the first
 * @param read changes read since the process started, repeats included
 * @param acknowledged changes acknowledged since the process started, repeats included
 * @param acknowledgedInEpoch changes acknowledged since it follows the epoch
 * @param firstAcknowledgedAt when the first of them was; empty when there is none
 * @param unacknowledged changes without an answer
 * @param resumedFrom where it resumed when it followed the epoch; empty before the first
 * @param lowWatermark every change below is acknowledged
 * @param logEnded the log has ended, as far as it has been read
 * @param reaches the Regions whose control table and stream answered last
 * @param lastError what failed last; empty when all is well
 */
public record ProducerStatus(
    ProducerPhase phase,
    Optional<EpochId> epoch,
    long read,
    long acknowledged,
    long acknowledgedInEpoch,
    Optional<Instant> firstAcknowledgedAt,
    int unacknowledged,
    Optional<Watermark> resumedFrom,
    Watermark lowWatermark,
    boolean logEnded,
    Set<Region> reaches,
    Optional<String> lastError) {

  /** The Region that it writes to; empty before it follows an epoch. */
  public Optional<Region> region() {
    return epoch.map(EpochId::activeRegion);
  }

  /** True when the log has ended and all of it is acknowledged. */
  public boolean isDone() {
    return logEnded && unacknowledged == 0;
  }
}
