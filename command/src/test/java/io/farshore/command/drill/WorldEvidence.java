package io.farshore.command.drill;

import io.farshore.verifier.evidence.ChangeLog;
import io.farshore.verifier.evidence.Evidence;
import io.farshore.verifier.evidence.Execution;
import io.farshore.verifier.evidence.Fault;
import io.farshore.verifier.evidence.RegionStream;
import io.farshore.verifier.evidence.RegionTables;
import io.farshore.verifier.evidence.Run;
import io.farshore.verifier.evidence.Times;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers what a scenario leaves behind. */
final class WorldEvidence {

  private static final List<String> REGIONS = List.of(DrillLab.FIRST, DrillLab.SECOND);

  private final DrillLab lab;
  private final Executions executions;
  private final Timeline timeline;
  private final List<Fault> faults = new ArrayList<>();

  WorldEvidence(DrillLab lab, Executions executions, Timeline timeline) {
    this.lab = lab;
    this.executions = executions;
    this.timeline = timeline;
  }

  void lost(String region, Instant at) {
    faults.add(new Fault(Fault.REGION_LOSS, region, at, null));
  }

  void returned(String region, Instant at) {
    faults.replaceAll(fault -> fault.region().equals(region) ? healed(fault, at) : fault);
  }

  void healed(Instant at) {
    faults.replaceAll(fault -> healed(fault, at));
  }

  private static Fault healed(Fault fault, Instant at) {
    return fault.healedAt() == null
        ? new Fault(fault.kind(), fault.region(), fault.at(), at)
        : fault;
  }

  Evidence take(List<Writer> writers) {
    Streams streams = new Streams(lab, Clock.systemUTC(), List.of());
    Map<String, RegionStream> dumps = new LinkedHashMap<>();
    Map<String, RegionTables> tables = new LinkedHashMap<>();
    List<Execution> all = new ArrayList<>();
    for (String region : REGIONS) {
      dumps.put(region, streams.dump(region, lab));
      tables.put(
          region,
          new RegionTables(
              region,
              lab.items(region, "kdsActiveRegionConfig"),
              lab.items(region, "kdsReplicationCheckpoint")));
      all.addAll(executions.in(region));
    }
    List<ChangeLog> logs =
        writers.stream().map(w -> new ChangeLog(w.id().value(), w.lines())).toList();
    return new Evidence(run(logs), logs, dumps, tables, all);
  }

  private Run run(List<ChangeLog> logs) {
    Times times =
        new Times(timeline.startedAt(), null, null, null, null, null, null, timeline.now());
    return new Run(
        lab.stream(),
        REGIONS,
        "Scenario",
        null,
        "failover",
        "manual",
        null,
        logs.stream().map(ChangeLog::producer).toList(),
        faults,
        times,
        REGIONS,
        Run.BEST_EFFORT,
        null,
        null,
        null,
        null,
        timeline.entries(),
        null);
  }
}
