package io.farshore.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What runs must reach together: every fault, every climate, every state, catch, choice and outcome
 * of the state machine, every decision of the protocol. Adds up what they did.
 */
public final class Coverage {

  private final Set<String> expected = new TreeSet<>(Branches.demanded());
  private final Map<String, String> outOfReach = new TreeMap<>(Branches.OUT_OF_REACH);
  private final Map<String, Long> reached = new TreeMap<>();
  private final Map<Fault, Long> faults = new TreeMap<>();

  /**
   * Nothing is reached yet.
   *
   * @param stateMachine the file {@code failover.asl.json}, which says what states there are
   * @throws IOException when it can't be read
   */
  public Coverage(Path stateMachine) throws IOException {
    expected.addAll(
        StateMachineBranches.demanded(new ObjectMapper().readTree(stateMachine.toFile())));
    outOfReach.putAll(StateMachineBranches.OUT_OF_REACH);
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

  /** What no run can reach, by branch, and why. */
  public Map<String, String> outOfReach() {
    return outOfReach;
  }

  /** All branches that there are, also those out of reach. */
  Set<String> branches() {
    return expected;
  }

  /** What was not reached, and could be. */
  public Set<String> unreached() {
    Set<String> missing = new TreeSet<>(expected);
    missing.removeAll(outOfReach.keySet());
    missing.removeAll(reached.keySet());
    for (Fault fault : Fault.values()) {
      if (!faults.containsKey(fault)) {
        missing.add("fault " + fault.label());
      }
    }
    return missing;
  }
}
