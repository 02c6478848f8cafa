package io.farshore.core.failover;

import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.stream.ProducerId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The last word of each producer. A replica holds an item for every Region that a producer reported
 * into; the one of the highest epoch counts, then the newest. Immutable.
 */
public final class LatestReports {

  private static final Comparator<ProducerReport> BY_AGE =
      Comparator.comparing(ProducerReport::epoch).thenComparing(ProducerReport::reportedAt);

  private final Map<ProducerId, ProducerReport> byProducer;

  /** Of all items of one replica. */
  public LatestReports(Collection<ProducerReport> reports) {
    Map<ProducerId, ProducerReport> latest = new TreeMap<>();
    reports.forEach(
        report ->
            latest.merge(report.producer(), report, (a, b) -> BY_AGE.compare(a, b) >= 0 ? a : b));
    this.byProducer = latest;
  }

  /** All, by producer. */
  public Collection<ProducerReport> all() {
    return byProducer.values();
  }

  /** One producer's. */
  public Optional<ProducerReport> of(ProducerId producer) {
    return Optional.ofNullable(byProducer.get(producer));
  }

  /** The highest epoch that any of them follows, or has stopped for. */
  public Optional<EpochId> highestEpoch() {
    return all().stream().map(ProducerReport::highestEpoch).max(Comparator.naturalOrder());
  }

  /** Those that have not ended and have spoken within {@code silence}. */
  public List<ProducerReport> live(Instant now, Duration silence) {
    return running().filter(report -> isFresh(report, now, silence)).toList();
  }

  /** Those that have not ended, and are silent for longer than {@code silence}. */
  public List<ProducerReport> silent(Instant now, Duration silence) {
    return running().filter(report -> !isFresh(report, now, silence)).toList();
  }

  private java.util.stream.Stream<ProducerReport> running() {
    return all().stream().filter(report -> report.phase() != ProducerPhase.STOPPED);
  }

  private static boolean isFresh(ProducerReport report, Instant now, Duration silence) {
    return !report.reportedAt().plus(silence).isBefore(now);
  }
}
