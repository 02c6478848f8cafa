package io.farshore.lab.stepfunctions;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;

/** Keeps what Step Functions has over a restart, in a folder for each Region. */
final class Keeping {

  /** The operations that change state machines. */
  private static final Set<String> CHANGES =
      Set.of(
          "CreateStateMachine",
          "UpdateStateMachine",
          "DeleteStateMachine",
          "PublishStateMachineVersion",
          "DeleteStateMachineVersion",
          "CreateStateMachineAlias",
          "UpdateStateMachineAlias",
          "DeleteStateMachineAlias",
          "TagResource",
          "UntagResource");

  private final Path folder;
  private final KeptJson json;

  Keeping(Path folder, Definitions definitions) {
    this.folder = folder;
    this.json = new KeptJson(definitions);
  }

  private MachineFile machines(String region) {
    return new MachineFile(folder.resolve(region).resolve("machines.json"), json);
  }

  private ExecutionFiles executions(String region) {
    return new ExecutionFiles(folder.resolve(region).resolve("executions"), json);
  }

  /** Fills a Region with what was there before the restart. */
  void load(String region, RegionalStates states, Instant now) {
    machines(region).load().forEach(machine -> states.machines().put(machine.arn(), machine));
    executions(region)
        .load(now)
        .forEach(
            execution -> states.executions().put(execution.identity().executionArn(), execution));
  }

  /** An operation has been answered. */
  void answered(String operation, String region, RegionalStates states) {
    if (CHANGES.contains(operation)) {
      machines(region).save(states.machines().values());
    }
  }

  /** An execution starts. */
  ExecutionLog begin(Execution.Start start) {
    return executions(start.identity().region()).begin(start);
  }
}
