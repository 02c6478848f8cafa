package io.farshore.verifier.report;

import io.farshore.verifier.evidence.Evidence;
import io.farshore.verifier.evidence.Execution;
import io.farshore.verifier.evidence.StateVisit;
import io.farshore.verifier.evidence.Times;
import io.farshore.verifier.judge.Activation;
import io.farshore.verifier.judge.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Works the figures out from evidence and verdict. */
final class FiguresOf {
  private final Evidence evidence;
  private final Verdict verdict;
  private final List<Activation> activations;

  FiguresOf(Evidence evidence, Verdict verdict) {
    this.evidence = evidence;
    this.verdict = verdict;
    this.activations = Activation.in(evidence.tables().values());
  }

  Figures figures() {
    Times times = evidence.run().times();
    Instant origin = origin(times);
    boolean moved = times.activatedAt() != null;
    Optional<Activation> last = activations.stream().reduce((earlier, later) -> later);
    Optional<Activation> told = ofTheExecution().or(() -> last);
    return new Figures(
        evidence.run().outcome(),
        verdict.committed(),
        verdict.lost(),
        verdict.duplicates(),
        verdict.orderViolations(),
        told.map(FiguresOf::lowest).orElse(null),
        told.map(FiguresOf::resumeFrom).orElse(Map.of()),
        moved ? verdict.exposure().seconds() : null,
        moved ? between(origin, times.firstNewChangeAt()) : null,
        between(origin, times.alarmAt()),
        between(times.alarmAt(), times.confirmedAt()),
        between(times.confirmedAt(), times.fencedAt()),
        between(times.fencedAt(), times.activatedAt()),
        between(times.activatedAt(), times.firstNewChangeAt()),
        epochAt(origin).orElse(null),
        last.map(Activation::epoch).orElse(null),
        verdict.finallyActive(),
        evidence.run().executionArn(),
        states(),
        guarantees());
  }

  private static Instant origin(Times times) {
    return Stream.of(times.faultAt(), times.alarmAt(), times.endedAt(), Instant.MAX)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  private static Double between(Instant from, Instant to) {
    return from == null || to == null ? null : Duration.between(from, to).toMillis() / 1000.0;
  }

  private Optional<Long> epochAt(Instant moment) {
    return activations.stream()
        .filter(epoch -> epoch.activatedAt() != null && !epoch.activatedAt().isAfter(moment))
        .map(Activation::epoch)
        .reduce((earlier, later) -> later);
  }

  /** A failback opens another epoch after the one that the figures tell of. */
  private Optional<Activation> ofTheExecution() {
    return activations.stream()
        .filter(epoch -> epoch.startedBy().equals(evidence.run().executionArn()))
        .findFirst();
  }

  private static Instant lowest(Activation activation) {
    return activation.resumeFrom().values().stream()
        .map(mark -> mark.commitTimestamp())
        .filter(Objects::nonNull)
        .min(Instant::compareTo)
        .orElse(null);
  }

  private static Map<String, Figures.ResumePoint> resumeFrom(Activation activation) {
    Map<String, Figures.ResumePoint> points = new TreeMap<>();
    activation
        .resumeFrom()
        .forEach(
            (producer, mark) ->
                points.put(
                    producer, new Figures.ResumePoint(mark.commitTimestamp(), mark.position())));
    return points;
  }

  private List<StateVisit> states() {
    return evidence.executions().stream()
        .filter(run -> Objects.equals(run.executionArn(), evidence.run().executionArn()))
        .findFirst()
        .map(Execution::visits)
        .orElse(List.of());
  }

  private Map<String, Boolean> guarantees() {
    Map<String, Boolean> held = new LinkedHashMap<>();
    verdict
        .judgements()
        .forEach(
            judgement ->
                held.put(
                    judgement.letter().name(), !verdict.failed().contains(judgement.letter())));
    return held;
  }
}
