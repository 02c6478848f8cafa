package io.farshore.command.operate;

import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.Phase;
import io.farshore.core.failover.ProducerStanding;
import io.farshore.core.failover.Standing;
import io.farshore.core.stream.Region;
import java.time.Duration;
import java.util.List;

/** What to do next, in a line. Pure. */
final class NextStep {

  static final Duration SILENCE = Duration.ofSeconds(30);

  private static final Duration LARGE_LAG = Duration.ofSeconds(60);

  private final Overview overview;

  NextStep(Overview overview) {
    this.overview = overview;
  }

  /** In one line. */
  String line() {
    return text().replace('\n', ' ');
  }

  /** A command stands on a line of its own. */
  String text() {
    Epoch inForce = overview.inForce().orElseThrow();
    Region active = inForce.activeRegion();
    Region standby = overview.standby().orElseThrow();
    String stream = overview.stream().value();
    if (!overview.waiting().isEmpty()) {
      String run = overview.waiting().get(0).run().name();
      return "somebody has to answer what is asked:\n./farshore approve %s --execution %s\n./farshore reject %s --execution %s"
          .formatted(stream, run, stream, run);
    }
    if (!overview.running().isEmpty()) {
      return "an execution is at work; follow it:\n./farshore watch " + stream;
    }
    if (inForce.phase() == Phase.FENCING) {
      return "epoch %d stays FENCING and nobody writes; to go on with it:\n./farshore failover %s --to %s"
          .formatted(inForce.number(), stream, active);
    }
    if (overview.isSilent(active)) {
      return "if %s is lost, not just out of your reach:\n./farshore failover %s --to %s"
          .formatted(active, stream, standby);
    }
    if (overview.isSilent(standby)) {
      return "when %s is back it is brought up to date by itself; until then no failover is possible, see docs/runbook.md"
          .formatted(standby);
    }
    return overview.epochs().draining().isPresent()
        ? "a drain has no execution any more; producers go on at its deadline, or at once:\n"
            + "./farshore abort "
            + stream
        : overview.standing().map(standing -> healthy(standing, stream)).orElse("nothing to do");
  }

  private String healthy(Standing standing, String stream) {
    List<ProducerStanding> running =
        standing.producers().values().stream()
            .filter(
                producer ->
                    producer
                        .report()
                        .filter(last -> last.phase() != ProducerPhase.STOPPED)
                        .isPresent())
            .toList();
    boolean silent =
        running.stream().anyMatch(producer -> !producer.isLive(standing.readAt(), SILENCE));
    if (silent) {
      return "a producer is silent for more than 30 s: see that it runs, and reaches both Regions";
    }
    boolean behind =
        standing.watermarkAge(SILENCE).filter(age -> age.compareTo(LARGE_LAG) > 0).isPresent();
    if (behind) {
      return "replication is far behind: docs/runbook.md, \"Lag grows\"";
    }
    boolean paused =
        overview.answering().stream()
            .anyMatch(
                look -> look.tables().value().orElseThrow().settings().isPausedAt(overview.now()));
    return paused
        ? "automatic failover is paused; when you are done:\n./farshore resume " + stream
        : "nothing to do";
  }
}
