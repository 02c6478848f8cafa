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
 * @param unansweredAt when a request of this epoch was last given up without an answer, or when the
 *     process started, of whose forerunner nothing is known: such a request may be applied late.
 *     Empty when every request was answered
 * @param heard the highest epoch in force that it has heard of, where that is above the one that it
 *     follows: for that one it has stopped. Empty otherwise
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
    Optional<Instant> acknowledgedAt,
    Optional<Instant> unansweredAt,
    Optional<EpochId> heard) {

  /** Copies the set. */
  public ProducerReport {
    reaches = Set.copyOf(reaches);
  }

  /** The highest epoch that it follows or has heard of. */
  public EpochId highestEpoch() {
    return heard.filter(known -> known.compareTo(epoch) > 0).orElse(epoch);
  }

  /** A report of a producer whose every request was answered, and that knows no later epoch. */
  public ProducerReport(
      ProducerId producer,
      EpochId epoch,
      ProducerPhase phase,
      Watermark lowWatermark,
      Watermark start,
      Instant reportedAt,
      Set<Region> reaches,
      long acknowledged,
      Optional<Instant> acknowledgedAt) {
    this(
        producer,
        epoch,
        phase,
        lowWatermark,
        start,
        reportedAt,
        reaches,
        acknowledged,
        acknowledgedAt,
        Optional.empty(),
        Optional.empty());
  }
}
