package io.farshore.core.failover;

import io.farshore.core.checkpoint.LowWatermark;
import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.epoch.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far the drain of a switchover has come. */
public sealed interface DrainStatus {

  /**
   * Not yet.
   *
   * @param waitingFor what is missing, in words; one line a producer
   */
  record Draining(List<String> waitingFor) implements DrainStatus {}

  /**
   * Every live producer has flushed, and its last heartbeat has been copied from every shard.
   *
   * @param complete nothing of the epoch before can be applied late: no producer was left out
   *     because it is silent, and none has given up a request within the late-request window
   */
  record Drained(boolean complete) implements DrainStatus {}

  /** The deadline is here: producers go on where they were. */
  record PastDeadline() implements DrainStatus {}

  /**
   * The epoch is not draining any more: somebody else has moved it.
   *
   * @param phase to where
   */
  record Moved(Phase phase) implements DrainStatus {}

  /**
   * A later epoch is in force.
   *
   * @param by the later one
   */
  record Superseded(EpochId by) implements DrainStatus {}

  /**
   * How a drain is judged.
   *
   * @param silence a producer that has not reported for longer is not waited for
   * @param lateRequests how long a silent producer's last request may be on its way
   * @param beforeDeadline a drain that ends later than this before the deadline is not taken:
   *     producers judge the deadline by their own clocks
   * @param copied whether the standby must have copied the last heartbeats, too; false for a resync
   * @param producersReport false where foreign producers write, who can't be drained
   */
  record Rules(
      Duration silence,
      Duration lateRequests,
      Duration beforeDeadline,
      boolean copied,
      boolean producersReport) {}

  /**
   * Judges a drain by what the target's replica shows. Pure.
   *
   * @param draining the epoch that is prepared
   * @param items the checkpoints of the shards of the epoch in force
   * @throws IllegalArgumentException when there is no such epoch
   */
  static DrainStatus of(
      EpochId draining,
      Epochs epochs,
      LatestReports reports,
      Map<String, ShardCheckpoint> items,
      Rules rules,
      Instant now) {
    Epoch item =
        epochs
            .find(draining)
            .orElseThrow(() -> new IllegalArgumentException("There is no epoch " + draining));
    if (item.phase() != Phase.DRAINING) {
      return new Moved(item.phase());
    }
    Epoch before = epochs.inForce().orElseThrow();
    if (before.number() > draining.number()) {
      return new Superseded(before.id());
    }
    Instant end = item.deadline().orElse(Instant.MIN);
    if (!now.plus(rules.beforeDeadline()).isBefore(end)) {
      return new PastDeadline();
    }
    List<String> waitingFor = new ArrayList<>();
    LowWatermark ledger = new LowWatermark(before, items);
    for (ProducerReport report : reports.live(now, rules.silence())) {
      missing(report, item, before, ledger, rules).ifPresent(waitingFor::add);
    }
    return waitingFor.isEmpty()
        ? new Drained(isComplete(reports, rules, now))
        : new Draining(waitingFor);
  }

  private static Optional<String> missing(
      ProducerReport report, Epoch draining, Epoch before, LowWatermark ledger, Rules rules) {
    if (report.reportedAt().isBefore(draining.createdAt())) {
      // It may tell of the end of an earlier drain that was abandoned, and write by now.
      return Optional.of(report.producer() + " has not reported since the drain began");
    }
    if (!report.epoch().equals(before.id()) || report.phase() != ProducerPhase.DRAINED) {
      return Optional.of(
          report.producer() + " is " + report.phase() + " in epoch " + report.epoch());
    }
    Watermark copied = ledger.of(report.producer(), report.start());
    return !rules.copied() || copied.equals(report.lowWatermark())
        ? Optional.empty()
        : Optional.of(
            report.producer() + " is copied to " + copied + " of " + report.lowWatermark());
  }

  private static boolean isComplete(LatestReports reports, Rules rules, Instant now) {
    Duration stillOnItsWay = rules.silence().plus(rules.lateRequests());
    return rules.producersReport()
        && reports.all().stream()
            .flatMap(report -> report.unansweredAt().stream())
            .noneMatch(given -> given.plus(rules.lateRequests()).isAfter(now))
        && reports.silent(now, rules.silence()).stream()
            .noneMatch(report -> report.reportedAt().plus(stillOnItsWay).isAfter(now));
  }
}
