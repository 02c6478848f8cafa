package io.farshore.verifier.judge;

import io.farshore.verifier.evidence.Change;
import java.util.Locale;
import java.util.Optional;

/** Judges I: what is below {@code resumeFrom} was in both streams at the activation. */
final class CommonGround {
  private final Case given;
  private final Findings findings = new Findings();
  private long below;
  private int points;

  CommonGround(Case given) {
    this.given = given;
  }

  Judgement judge() {
    given
        .epochs()
        .activated()
        .forEach(
            epoch -> epoch.resumeFrom().forEach((producer, mark) -> point(epoch, producer, mark)));
    if (points == 0) {
      return Judgement.notTested(Letter.I, "no epoch resumed from a place in a change log");
    }
    return findings.judge(
        Letter.I,
        String.format(
            Locale.ROOT,
            "At %s all %,d changes below were in %s when the epoch was activated.",
            Findings.count(points, "resume point", "resume points"),
            below,
            String.join(" and ", given.walks().keySet())));
  }

  private void point(EpochItem epoch, String producer, Mark mark) {
    if (mark.equals(Mark.START)) {
      return;
    }
    points++;
    below += given.changes().below(producer, mark);
    given
        .arrivals()
        .forEach(
            (region, arrivals) -> {
              Optional<Change> missing =
                  arrivals.missingBelow(producer, mark, Case.activation(epoch));
              missing.ifPresent(
                  change ->
                      findings.add(
                          StreamJudges.missing(
                              "a change below the resume point of epoch "
                                  + epoch.number()
                                  + " was not there at its activation",
                              region,
                              change)));
            });
  }
}
