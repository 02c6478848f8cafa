package io.farshore.core.failover;

import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.epoch.Phase;
import io.farshore.core.stream.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * The part of step 5 that is not about leases: a producer's request that left before its lease
 * ended can be applied as long as its signature lives. Where the target was active before, such a
 * request must not arrive behind the new epoch's marker (guarantee B). Pure, immutable.
 */
public final class LateRequests {

  private final Duration lease;
  private final Duration window;

  /**
   * The window.
   *
   * @param lease L
   * @param window how long after it was sent a request can be applied; 5 minutes on AWS
   */
  public LateRequests(Duration lease, Duration window) {
    this.lease = lease;
    this.window = window;
  }

  /**
   * Until when a new epoch of {@code target} must not be marked.
   *
   * @param next the number of the new epoch
   * @param now counts as the time at which an epoch was left that nothing has ended yet
   * @return empty when the target never was active before, or was left by a completed drain
   */
  public Optional<Instant> until(
      Epochs epochs, LatestReports reports, Region target, long next, Instant now) {
    Optional<Epoch> left =
        epochs.all().stream()
            .filter(epoch -> epoch.phase() == Phase.ACTIVE && epoch.number() < next)
            .filter(epoch -> epoch.activeRegion().equals(target))
            .reduce((earlier, later) -> later);
    return left.flatMap(
        epoch -> {
          Optional<Instant> fence = ownFence(epoch, epochs, target);
          return ends(epoch, epochs, reports, now)
              .map(leftAt -> fence.filter(leftAt::isAfter).orElse(leftAt))
              .map(leftAt -> leftAt.plus(lease).plus(window));
        });
  }

  /**
   * When an epoch above was fenced in the target's own replica, the one that leases are read from:
   * nobody has written in the one before for longer than a lease since, whatever producers say that
   * they follow. They say it for as long as the new epoch is not open.
   */
  private static Optional<Instant> ownFence(Epoch left, Epochs epochs, Region target) {
    return epochs.all().stream()
        .filter(epoch -> epoch.phase().isInForce() && epoch.number() > left.number())
        .filter(epoch -> epoch.activeRegion().equals(target))
        .findFirst()
        .flatMap(Epoch::fencedAt);
  }

  private static Optional<Instant> ends(
      Epoch left, Epochs epochs, LatestReports reports, Instant now) {
    Optional<Epoch> ending = epochs.firstInForceAbove(left.number());
    if (ending.isPresent() && ending.get().drained()) {
      return Optional.empty();
    }
    Instant fenced = ending.flatMap(Epoch::fencedAt).orElse(now);
    Instant lastSeenInIt =
        reports.all().stream()
            .filter(report -> report.epoch().number() <= left.number())
            .map(ProducerReport::reportedAt)
            .max(Comparator.naturalOrder())
            .orElse(fenced);
    return Optional.of(lastSeenInIt.isAfter(fenced) ? lastSeenInIt : fenced);
  }
}
