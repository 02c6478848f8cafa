package io.farshore.verifier.judge;

import io.farshore.verifier.evidence.Change;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges A, B and H, which the streams and the change log alone decide. */
final class StreamJudges {
  private StreamJudges() {}

  static Judgement nothingLost(Case given) {
    if (given.finallyActive().isEmpty()) {
      return Judgement.notJudged(Letter.A, "no epoch in the tables is ACTIVE");
    }
    String region = given.finallyActive().get();
    Arrivals arrivals = given.arrivals().get(region);
    Findings findings = new Findings();
    given.changes().byProducer().values().stream()
        .flatMap(java.util.List::stream)
        .filter(change -> arrivals.of(change).equals(java.time.Instant.MAX))
        .forEach(change -> findings.add(missing("a change is missing", region, change)));
    return findings.judge(
        Letter.A,
        String.format(
            java.util.Locale.ROOT,
            "All %,d changes of the change log are in %s, which is finally active.",
            given.changes().count(),
            region));
  }

  static Judgement orderByKey(Case given) {
    Findings findings = new Findings();
    given.walks().values().forEach(walk -> findings.include(walk.order()));
    Set<String> whole = new LinkedHashSet<>(given.run().convergedRegions());
    given.finallyActive().ifPresent(whole::add);
    whole.stream()
        .filter(given.walks()::containsKey)
        .forEach(
            region ->
                given
                    .walks()
                    .get(region)
                    .endsBefore()
                    .ifPresent(
                        change ->
                            findings.add(
                                missing("a key ends before its last changes", region, change))));
    return findings.judge(
        Letter.B,
        "Without repeats every key is the change log's sequence: "
            + given.walks().values().stream()
                .map(
                    walk ->
                        String.format(
                            java.util.Locale.ROOT,
                            "%,d records of changes in %s (%,d repeats)",
                            walk.changeRecords(),
                            walk.stream().region(),
                            walk.repeats()))
                .collect(Collectors.joining(", "))
            + "; complete at the end: "
            + String.join(", ", whole)
            + ".");
  }

  static Judgement bytesUnchanged(Case given) {
    Findings findings = new Findings();
    given.walks().values().forEach(walk -> findings.include(walk.bytes()));
    return findings.judge(
        Letter.H,
        String.format(
            java.util.Locale.ROOT,
            "%,d records of changes in %d streams have the change log's bytes and key; no record is"
                + " foreign.",
            given.walks().values().stream().mapToLong(Walk::changeRecords).sum(),
            given.walks().size()));
  }

  static Violation missing(String what, String region, Change change) {
    return new Violation(what, region, null, null, change.key(), Walk.position(change));
  }
}
