package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.stepfunctions.execution.ExecutionIdentity;
import io.farshore.lab.stepfunctions.execution.ExecutionRun;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Starts executions of state machines, versions and aliases. */
final class ExecutionStarter {

  private static final int MOST_BYTES = 256 * 1024;

  private final ObjectMapper mapper = new ObjectMapper();
  private final Function<RegionalStates, ExecutionRun.Environment> environments;
  private final EventLoop loop;
  private final RandomGenerator random;
  private final Supplier<String> names;
  private final List<ExecutionListener> listeners;
  private final Optional<Keeping> keeping;

  ExecutionStarter(
      Function<RegionalStates, ExecutionRun.Environment> environments,
      EventLoop loop,
      RandomGenerator random,
      Supplier<String> names,
      List<ExecutionListener> listeners,
      Optional<Keeping> keeping) {
    this.environments = environments;
    this.loop = loop;
    this.random = random;
    this.names = names;
    this.listeners = listeners;
    this.keeping = keeping;
  }

  /**
   * Starts an execution, or finds the one that runs already by the same name and input.
   *
   * @param onEnd told at the end of an execution that was started now
   */
  Execution start(Request request, RegionalStates states, Consumer<Execution> onEnd) {
    Target target = states.target(request.text("stateMachineArn"));
    String input = request.optional("input").orElse("{}");
    JsonNode inputJson = read(input);
    StateMachine machine = target.machine();
    String name = request.has("name") ? request.name("name") : freeName(machine, states);
    boolean express = machine.type() == MachineType.EXPRESS;
    String arn =
        express
            ? Arns.expressExecution(machine.arn(), name, names.get())
            : Arns.execution(machine.arn(), name);
    Execution existing = states.executions().get(arn);
    if (existing != null) {
      if (existing.end().isPresent() || !existing.inputText().equals(input)) {
        throw StatesErrors.executionExists(arn);
      }
      return existing;
    }
    Execution execution = run(start(target, arn, name, input, inputJson), states, onEnd);
    if (!express) {
      states.executions().put(arn, execution);
    }
    execution.begin();
    listeners.forEach(listener -> listener.started(execution));
    return execution;
  }

  /** A lab that starts again with the same seed makes the same names again. */
  private String freeName(StateMachine machine, RegionalStates states) {
    String name = names.get();
    while (states.executions().containsKey(Arns.execution(machine.arn(), name))) {
      name = names.get();
    }
    return name;
  }

  private JsonNode read(String input) {
    if (input.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw StatesErrors.invalidInput("the input is larger than 262144 bytes");
    }
    try {
      JsonNode node = mapper.readTree(input);
      if (node == null || node.isMissingNode()) {
        throw StatesErrors.invalidInput("Invalid execution input.");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw StatesErrors.invalidInput(e.getOriginalMessage());
    }
  }

  private Execution.Start start(
      Target target, String arn, String name, String input, JsonNode inputJson) {
    StateMachine machine = target.machine();
    Optional<Version> version = target.pick(random);
    Revision revision = version.map(Version::revision).orElse(machine.current());
    ExecutionIdentity identity =
        new ExecutionIdentity(
            arn,
            name,
            machine.arn(),
            machine.name(),
            revision.roleArn(),
            arn.split(":")[3],
            loop.wallTime(),
            inputJson);
    return new Execution.Start(
        identity,
        input,
        machine.type(),
        revision,
        version.map(Version::arn),
        target.alias().map(Alias::arn),
        Optional.empty());
  }

  private Execution run(Execution.Start start, RegionalStates states, Consumer<Execution> onEnd) {
    return new Execution(
        environments.apply(states),
        start,
        start.type() == MachineType.EXPRESS
            ? ExecutionLog.none()
            : keeping.map(kept -> kept.begin(start)).orElseGet(ExecutionLog::none),
        (ended, when) -> {
          onEnd.accept(ended);
          listeners.forEach(listener -> listener.ended(ended));
        });
  }
}
