package io.farshore.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What runs must reach together: every fault, every climate, every state and every catch of the
 * state machine, every decision of the protocol. Adds up what they did.
 */
public final class Coverage {

  private static final List<String> DECISIONS =
      List.of(
          "PlanFailover says Fence",
          "PlanFailover says Refuse",
          "PlanFailover says Resume",
          "PlanFailover says AlreadyActive",
          "PlanFailover says Abandon",
          "PlanFailover says Drain",
          "PlanFailover says AwaitDrain",
          "PlanFailover says RaiseDraining",
          "PlanFailover refuses: Cooldown",
          "PlanFailover refuses: Paused",
          "PlanFailover refuses: NotActive",
          "PlanFailover refuses: NothingToAbandon",
          "PlanFailover refuses: EpochUnknownHere",
          "PrepareSwitchover says Prepared",
          "PrepareSwitchover says Refused",
          "PrepareSwitchover refuses: RegionUnavailable",
          "PrepareSwitchover refuses: LagOverLimit",
          "PrepareSwitchover refuses: EpochUnknownHere",
          "CheckDrain says Draining",
          "CheckDrain says Drained",
          "CheckDrain says PastDeadline",
          "CheckDrain says Moved",
          "CheckDrain says Superseded",
          "OpenEpoch says Activated",
          "OpenEpoch says Superseded",
          "VerifyActivation says Verified",
          "VerifyActivation says Waiting",
          "VerifyActivation says Superseded",
          "RedirectTraffic says Redirected",
          "RedirectTraffic says Superseded",
          "HealthProbe says impaired: true",
          "HealthProbe says impaired: false",
          "watch starts again",
          "batch copied",
          "batch copied in part",
          "batch acknowledged as the peer's own",
          "batch ControlRecordsDisagree",
          "batch EpochIsFencing",
          "batch Fenced",
          "batch Gap",
          "batch ReplicaUnavailable",
          "batch CallFailed",
          "checkpoint refused by its condition",
          "parents drained: YES",
          "shard named open: copied",
          "shard named open: skipped up to the marker",
          "shard named closed: skipped whole",
          "shard born later: copied",
          "producer follows",
          "producer stops: its log no longer reaches back",
          "producer pauses",
          "producer flushes",
          "producer drained",
          "outcome Activated",
          "outcome SwitchedOver",
          "outcome Resynced",
          "outcome Abandoned",
          "outcome Superseded",
          "outcome Refused",
          "outcome NotImpaired",
          "outcome NotApproved",
          "outcome DryRun",
          "outcome AlreadyActive",
          "outcome ActivatedWithoutProducers",
          "outcome Stopped");

  /** What no run can reach, and why. */
  private static final Map<String, String> OUT_OF_REACH =
      Map.of(
          "state UnknownDecision",
          "only where the functions and the state machine are of different versions");

  private final Set<String> expected = new TreeSet<>(DECISIONS);
  private final Map<String, Long> reached = new TreeMap<>();
  private final Map<Fault, Long> faults = new TreeMap<>();

  /**
   * Nothing is reached yet.
   *
   * @param stateMachine the file {@code failover.asl.json}, which says what states there are
   * @throws IOException when it can't be read
   */
  public Coverage(Path stateMachine) throws IOException {
    JsonNode states = new ObjectMapper().readTree(stateMachine.toFile()).get("States");
    states
        .properties()
        .forEach(
            state -> {
              expected.add("state " + state.getKey());
              state
                  .getValue()
                  .path("Catch")
                  .forEach(
                      caught ->
                          expected.add(
                              "catch " + state.getKey() + " -> " + caught.get("Next").asText()));
            });
    for (Climate climate : Climate.values()) {
      expected.add("climate " + climate);
    }
    expected.removeAll(OUT_OF_REACH.keySet());
  }

  /** Adds a run. */
  public void add(RunResult result) {
    result.reached().forEach((branch, count) -> reached.merge(branch, count, Long::sum));
    result.faults().forEach((fault, count) -> faults.merge(fault, count, Long::sum));
  }

  /** How often each branch was reached. */
  public Map<String, Long> reached() {
    return reached;
  }

  /** How often each fault happened. */
  public Map<Fault, Long> faults() {
    return faults;
  }

  /** What was not reached. */
  public Set<String> unreached() {
    Set<String> missing = new TreeSet<>(expected);
    missing.removeAll(reached.keySet());
    for (Fault fault : Fault.values()) {
      if (!faults.containsKey(fault)) {
        missing.add("fault " + fault.label());
      }
    }
    return missing;
  }
}
