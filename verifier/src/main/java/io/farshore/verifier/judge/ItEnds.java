package io.farshore.verifier.judge;

import io.farshore.verifier.evidence.Execution;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Judges G: every execution is over, the highest epoch is at rest, and no two of one number or by
 * two executions at once were made. What stood in a Region that is still lost is not judged.
 */
final class ItEnds {
  private final Case given;
  private final Findings findings = new Findings();

  ItEnds(Case given) {
    this.given = given;
  }

  Judgement judge() {
    List<Execution> executions = given.evidence().executions();
    executions.forEach(this::ended);
    given.epochs().all().forEach(this::atRest);
    oneFirstEpoch();
    workDoneOnce();
    if (given.run().circumstances().atRest()) {
      AtRest.disturbedBy(given.evidence()).ifPresent(why -> findings.add(why, null));
    }
    return findings.judge(
        Letter.G,
        executions.size()
            + (executions.size() == 1 ? " execution" : " executions")
            + " came to an end, and "
            + given.epochs().all().size()
            + (given.epochs().all().size() == 1 ? " epoch is" : " epochs are")
            + " at rest, each made once.");
  }

  private void ended(Execution run) {
    boolean standsStill =
        run.region().map(given::isLostAtEnd).orElse(false) && run.status().equals("RUNNING");
    if (!run.terminal() && !standsStill) {
      findings.add(
          "execution " + run.name() + " is " + run.status() + " at the end",
          run.region().orElse(null));
    }
    if (run.terminal() && !run.history().isEmpty() && !endsInHistory(run)) {
      findings.add(
          "the history of execution " + run.name() + " does not end as its status says",
          run.region().orElse(null));
    }
  }

  private static boolean endsInHistory(Execution run) {
    String last = run.history().get(run.history().size() - 1).path("type").asText();
    return last.equals(
        switch (run.status()) {
          case "SUCCEEDED" -> "ExecutionSucceeded";
          case "FAILED" -> "ExecutionFailed";
          case "TIMED_OUT" -> "ExecutionTimedOut";
          default -> "ExecutionAborted";
        });
  }

  private void atRest(EpochItem epoch) {
    if (given.isLostAtEnd(epoch.activeRegion())) {
      return;
    }
    boolean superseded = given.epochs().inForce().filter(last -> last.isAfter(epoch)).isPresent();
    if (epoch.phase().equals("FENCING") && !superseded) {
      findings.add("epoch " + epoch.number() + " is left FENCING", epoch.activeRegion());
    }
    Instant end = given.run().times().endedAt();
    boolean overdue = epoch.deadline() == null || end == null || !end.isBefore(epoch.deadline());
    if (epoch.phase().equals("DRAINING") && !superseded && overdue && !couldNotAbandon(epoch)) {
      findings.add(
          "epoch " + epoch.number() + " is left DRAINING past its deadline", epoch.activeRegion());
    }
  }

  /**
   * Whoever stops an execution takes away the one that would have abandoned its epoch; tables that
   * answer nobody let it fail before it could; and one that was refused may have written the epoch
   * with a request that it had given up, and that was applied after its end. That is harmless: past
   * its deadline everybody takes a DRAINING epoch for abandoned.
   */
  private boolean couldNotAbandon(EpochItem epoch) {
    return epoch.deadline() != null
        && execution(epoch.startedBy())
            .filter(run -> run.terminal() && (!run.status().equals("SUCCEEDED") || refused(run)))
            .isPresent();
  }

  private static boolean refused(Execution run) {
    return run.output() != null && run.output().path("outcome").asText().equals("Refused");
  }

  /**
   * A resync in the active Region and a failover in the other one, at once, may take one number:
   * then they are ordered by Region. Two first epochs may not be.
   */
  private void oneFirstEpoch() {
    List<EpochItem> all = given.epochs().all();
    if (all.size() > 1 && all.get(0).number() == all.get(1).number()) {
      findings.add(
          "epoch " + all.get(0).number() + " was also made in " + all.get(1).activeRegion(),
          all.get(0).activeRegion());
    }
  }

  /**
   * Two executions at once that both activate the same Region: the second did the work again. A
   * resync is asked for to make one more.
   */
  private void workDoneOnce() {
    EpochItem before = null;
    for (EpochItem epoch : given.epochs().activated()) {
      if (before != null
          && before.activeRegion().equals(epoch.activeRegion())
          && !before.startedBy().equals(epoch.startedBy())
          && !wasFencedBetween(before, epoch)
          && atOnce(before.startedBy(), epoch.startedBy())) {
        findings.add(
            "two executions at once made epochs " + before.number() + " and " + epoch.number(),
            epoch.activeRegion());
      }
      before = epoch;
    }
  }

  /** The other Region was to be active between the two: then there was work to do again. */
  private boolean wasFencedBetween(EpochItem before, EpochItem after) {
    return given.epochs().all().stream()
        .filter(epoch -> epoch.number() > before.number() && epoch.number() < after.number())
        .anyMatch(epoch -> epoch.inForce() && !epoch.activeRegion().equals(after.activeRegion()));
  }

  private boolean atOnce(String one, String other) {
    Optional<Execution> first = execution(one);
    Optional<Execution> second = execution(other);
    return first.isPresent()
        && second.isPresent()
        && !resyncs(first.get())
        && !resyncs(second.get())
        && starts(second.get(), first.get())
        && starts(first.get(), second.get());
  }

  private static boolean resyncs(Execution run) {
    return run.input() != null && run.input().toString().contains("resync");
  }

  private static boolean starts(Execution run, Execution beforeEndOf) {
    return beforeEndOf.stopDate() == null || run.startDate().isBefore(beforeEndOf.stopDate());
  }

  private Optional<Execution> execution(String arn) {
    return given.evidence().executions().stream()
        .filter(run -> arn.equals(run.executionArn()))
        .findFirst();
  }
}
