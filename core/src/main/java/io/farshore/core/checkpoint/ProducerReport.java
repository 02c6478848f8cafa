package io.farshore.core.checkpoint;

import io.farshore.core.epoch.EpochId;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a producer says of itself, straight into each replica that it reaches.
 *
 * @param producer who
 * @param epoch the epoch that it follows
 * @param phase what it is doing in it
 * @param lowWatermark every change below has been acknowledged by the active Region. Never a source
 *     of W: the active Region's acknowledgement is not the standby's
 * @param start where its log began: what a shard without a watermark counts with
 * @param reportedAt when, by the producer's wall clock
 * @param reaches the Regions whose control table and stream answered it last
 * @param acknowledged how many changes were acknowledged since it follows this epoch
 * @param acknowledgedAt when the last one was; empty when there was none
 */
public record ProducerReport(
    ProducerId producer,
    EpochId epoch,
    ProducerPhase phase,
    Watermark lowWatermark,
    Watermark start,
    Instant reportedAt,
    Set<Region> reaches,
    long acknowledged,
    Optional<Instant> acknowledgedAt) {

  /** Copies the set. */
  public ProducerReport {
    reaches = Set.copyOf(reaches);
  }
}
