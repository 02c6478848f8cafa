package io.farshore.core.failover;

import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much of one producer's log is here.
 *
 * @param watermark W: every change below is in both streams
 * @param copiedUntil what it had written by then, by its clock, and that is below W, is here; empty
 *     where a shard has not taken a heartbeat of it in the epoch
 * @param report its last word; empty when it never reported here
 */
public record ProducerStanding(
    Watermark watermark, Optional<Instant> copiedUntil, Optional<ProducerReport> report) {

  /**
   * What it had acknowledged and is not known to be here, as time by its own clock; zero when
   * nothing is. Empty when it can't be told.
   */
  public Optional<Duration> exposure() {
    if (report.isEmpty()) {
      return Optional.empty();
    }
    ProducerReport last = report.get();
    boolean nothingAcknowledged =
        last.acknowledgedAt().isEmpty() && !watermark.isBelow(last.lowWatermark());
    if (nothingAcknowledged || isAllHere(last)) {
      return Optional.of(Duration.ZERO);
    }
    return last.acknowledgedAt()
        .flatMap(at -> copiedUntil.map(copied -> Duration.between(copied, at)))
        .map(time -> time.isNegative() ? Duration.ZERO : time);
  }

  /**
   * The same as changes: zero when nothing is exposed, else an estimate at the rate of the epoch;
   * never more than all that it acknowledged in the epoch.
   */
  public OptionalLong exposedChanges(Optional<Epoch> over) {
    Optional<Duration> exposed = exposure();
    if (exposed.isEmpty()) {
      return OptionalLong.empty();
    }
    if (exposed.get().isZero()) {
      return OptionalLong.of(0);
    }
    Optional<Instant> began = over.flatMap(Epoch::activatedAt);
    Instant acknowledged = report.flatMap(ProducerReport::acknowledgedAt).orElseThrow();
    if (began.isEmpty() || !acknowledged.isAfter(began.get())) {
      return OptionalLong.empty();
    }
    double share =
        (double) exposed.get().toNanos() / Duration.between(began.get(), acknowledged).toNanos();
    return OptionalLong.of((long) Math.ceil(Math.min(1, share) * report.get().acknowledged()));
  }

  /** True when it has not ended, and has reported within {@code silence}. */
  public boolean isLive(Instant now, Duration silence) {
    return report
        .filter(last -> last.phase() != ProducerPhase.STOPPED)
        .filter(last -> !last.reportedAt().plus(silence).isBefore(now))
        .isPresent();
  }

  private boolean isAllHere(ProducerReport last) {
    return last.lowWatermark().position().isPresent() && last.lowWatermark().equals(watermark);
  }
}
