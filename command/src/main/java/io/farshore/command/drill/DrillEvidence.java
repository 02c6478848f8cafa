package io.farshore.command.drill;

import io.farshore.verifier.evidence.ChangeLog;
import io.farshore.verifier.evidence.Circumstances;
import io.farshore.verifier.evidence.Evidence;
import io.farshore.verifier.evidence.Execution;
import io.farshore.verifier.evidence.Fault;
import io.farshore.verifier.evidence.Positions;
import io.farshore.verifier.evidence.RegionStream;
import io.farshore.verifier.evidence.RegionTables;
import io.farshore.verifier.evidence.Run;
import io.farshore.verifier.evidence.Sample;
import io.farshore.verifier.evidence.StateVisit;
import io.farshore.verifier.evidence.Times;
import io.farshore.verifier.judge.AtRest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers what a drill leaves behind, for a judge who was not there. */
final class DrillEvidence {

  private final DrillSettings settings;
  private final ChangeFile changes;
  private final DrillLab lab;
  private final Streams streams;
  private final Executions executions;
  private final Timeline timeline;
  private final List<String> converged = new ArrayList<>();
  private Circumstances circumstances = Circumstances.USUAL;
  private Optional<Fault> fault = Optional.empty();
  private Optional<Execution> telling = Optional.empty();

  DrillEvidence(
      DrillSettings settings,
      ChangeFile changes,
      DrillLab lab,
      Streams streams,
      Executions executions,
      Timeline timeline) {
    this.settings = settings;
    this.changes = changes;
    this.lab = lab;
    this.streams = streams;
    this.executions = executions;
    this.timeline = timeline;
  }

  void broken(String kind, Instant at) {
    fault = Optional.of(new Fault(kind, DrillLab.FIRST, at, null));
  }

  void healed(Instant at) {
    fault = fault.map(broken -> new Fault(broken.kind(), broken.region(), broken.at(), at));
  }

  /** The Region had time to catch up: what is missing there is lost. */
  void mustHoldAll(String region) {
    converged.add(region);
  }

  /** Everything had time to come to rest: what the tables say is judged, too. */
  void mustBeAtRest() {
    circumstances = Circumstances.USUAL.resting();
  }

  /** Whether the tables say that everything is at rest. */
  boolean isAtRest() {
    Evidence tablesOnly = new Evidence(run(List.of()), logs(), Map.of(), tables(), List.of());
    return AtRest.disturbedBy(tablesOnly).isEmpty();
  }

  /** The first move is the one that the figures tell of. */
  void told(String region, Instant since) {
    if (telling.isEmpty()) {
      telling = executions.telling(region, since);
    }
  }

  /** Everything, as it is now. */
  Evidence take(List<Sample> series) {
    Map<String, RegionStream> dumps = new LinkedHashMap<>();
    List<Execution> all = new ArrayList<>();
    for (String region : List.of(DrillLab.FIRST, DrillLab.SECOND)) {
      dumps.put(region, streams.dump(region, lab));
      all.addAll(executions.in(region));
    }
    return new Evidence(run(series), logs(), dumps, tables(), all);
  }

  private List<ChangeLog> logs() {
    return List.of(new ChangeLog(DrillProducer.ID.value(), changes.lines()));
  }

  private Map<String, RegionTables> tables() {
    Map<String, RegionTables> tables = new LinkedHashMap<>();
    for (String region : List.of(DrillLab.FIRST, DrillLab.SECOND)) {
      tables.put(
          region,
          new RegionTables(
              region,
              lab.lab().items(region, "kdsActiveRegionConfig"),
              lab.lab().items(region, "kdsReplicationCheckpoint")));
    }
    return tables;
  }

  private Run run(List<Sample> series) {
    return new Run(
        DrillLab.STREAM,
        List.of(DrillLab.FIRST, DrillLab.SECOND),
        telling.map(Executions::outcome).orElse("NothingStarted"),
        telling.map(Execution::executionArn).orElse(null),
        settings.mode().toString(),
        settings.trigger().toString(),
        settings.input().isPresent() ? null : settings.seed(),
        List.of(DrillProducer.ID.value()),
        fault.stream().toList(),
        times(),
        converged,
        Run.BEST_EFFORT,
        null,
        Positions.LINE_NUMBER,
        shown(),
        series,
        timeline.entries(),
        circumstances);
  }

  private Times times() {
    Optional<Instant> activated = left("OpenEpoch");
    return new Times(
        timeline.startedAt(),
        fault.map(Fault::at).orElse(null),
        telling.map(Execution::startDate).orElse(null),
        entered("WaitOutLeases").orElse(null),
        entered("ReadCheckpoint").orElse(null),
        activated.orElse(null),
        activated.flatMap(at -> streams.firstNewChange(DrillLab.SECOND, at)).orElse(null),
        timeline.now());
  }

  private Optional<Instant> entered(String state) {
    return visit(state).map(StateVisit::enteredAt);
  }

  private Optional<Instant> left(String state) {
    return visit(state).map(StateVisit::exitedAt);
  }

  private Optional<StateVisit> visit(String state) {
    return telling.stream()
        .flatMap(execution -> execution.visits().stream())
        .filter(visit -> visit.name().equals(state))
        .findFirst();
  }

  private Map<String, String> shown() {
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("changes", settings.input().map(Object::toString).orElse("generated"));
    shown.put("rate", settings.rate() + " changes/s");
    shown.put("shards", "" + settings.shards());
    shown.put("fault", settings.fault().toString());
    shown.put("roundTrip", settings.roundTrip().toMillis() + " ms");
    shown.put("failback", "" + settings.failback());
    shown.put("lateRequestWindowSeconds", "" + settings.lateRequestWindow().toSeconds());
    return shown;
  }
}
