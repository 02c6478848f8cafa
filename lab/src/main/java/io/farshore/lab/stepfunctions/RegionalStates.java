package io.farshore.lab.stepfunctions;

import io.farshore.lab.stepfunctions.execution.TaskTokens;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What Step Functions keeps in one Region. Used on the event loop only. */
final class RegionalStates {

  private final Map<String, StateMachine> machines = new LinkedHashMap<>();
  private final Map<String, Execution> executions = new LinkedHashMap<>();
  private final TaskTokens tokens;

  RegionalStates(Supplier<String> tokenTexts) {
    this.tokens = new TaskTokens(tokenTexts);
  }

  Map<String, StateMachine> machines() {
    return machines;
  }

  /** By ARN, oldest first. */
  Map<String, Execution> executions() {
    return executions;
  }

  TaskTokens tokens() {
    return tokens;
  }

  StateMachine machine(String arn) {
    return Optional.ofNullable(machines.get(arn))
        .orElseThrow(() -> StatesErrors.machineDoesNotExist(arn));
  }

  Execution execution(String arn) {
    return Optional.ofNullable(executions.get(arn))
        .orElseThrow(() -> StatesErrors.executionDoesNotExist(arn));
  }
}
