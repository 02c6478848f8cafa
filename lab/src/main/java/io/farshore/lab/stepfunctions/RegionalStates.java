package io.farshore.lab.stepfunctions;

import io.farshore.lab.stepfunctions.execution.TaskTokens;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What Step Functions keeps in one Region. Used on the event loop only. */
final class RegionalStates {

  private final Map<String, StateMachine> machines = new TreeMap<>();
  private final Map<String, Execution> executions = new LinkedHashMap<>();
  private final Map<String, Activity> activities = new TreeMap<>();
  private final Map<String, MapRun> mapRuns = new LinkedHashMap<>();
  private final TaskTokens tokens;

  RegionalStates(Supplier<String> tokenTexts) {
    this.tokens = new TaskTokens(tokenTexts);
  }

  /** By ARN. */
  Map<String, StateMachine> machines() {
    return machines;
  }

  /** By ARN, oldest first. */
  Map<String, Execution> executions() {
    return executions;
  }

  /** By ARN. */
  Map<String, Activity> activities() {
    return activities;
  }

  /** By ARN, oldest first. */
  Map<String, MapRun> mapRuns() {
    return mapRuns;
  }

  TaskTokens tokens() {
    return tokens;
  }

  /** A machine by its own ARN. */
  StateMachine machine(String arn) {
    return Optional.ofNullable(machines.get(Arns.require(arn, "stateMachine")))
        .orElseThrow(() -> StatesErrors.machineDoesNotExist(arn));
  }

  /** A machine, or a version or an alias of it. */
  Target target(String arn) {
    Optional<String> qualifier = Arns.qualifier(Arns.require(arn, "stateMachine"));
    StateMachine machine = machines.get(Arns.unqualified(arn));
    if (machine == null) {
      throw StatesErrors.machineDoesNotExist(arn);
    } else if (qualifier.isEmpty()) {
      return new Target(machine, Optional.empty(), Optional.empty());
    }
    Optional<Version> version = machine.version(arn);
    Optional<Alias> alias = Optional.ofNullable(machine.aliases().get(qualifier.get()));
    if (version.isEmpty() && alias.isEmpty()) {
      throw StatesErrors.machineDoesNotExist(arn);
    }
    return new Target(machine, version, alias);
  }

  Execution execution(String arn) {
    return Optional.ofNullable(executions.get(Arns.require(arn, "execution", "express")))
        .orElseThrow(() -> StatesErrors.executionDoesNotExist(arn));
  }

  MapRun mapRun(String arn) {
    return Optional.ofNullable(mapRuns.get(Arns.require(arn, "mapRun")))
        .orElseThrow(() -> StatesErrors.resourceNotFound(arn));
  }

  Activity activity(String arn) {
    return Optional.ofNullable(activities.get(Arns.require(arn, "activity")))
        .orElseThrow(() -> StatesErrors.activityDoesNotExist(arn));
  }
}
