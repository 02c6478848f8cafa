package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.stepfunctions.asl.StateError;
import io.farshore.lab.stepfunctions.execution.ExecutionEnd;
import io.farshore.lab.stepfunctions.execution.ExecutionIdentity;
import io.farshore.lab.stepfunctions.execution.ExecutionRun;
import io.farshore.lab.stepfunctions.execution.RegionGate;
import io.farshore.lab.stepfunctions.execution.Tasks;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Start, stop, describe and list executions. */
final class ExecutionApi {

  private static final int MOST_BYTES = 256 * 1024;
  private static final int MOST_LISTED = 1_000;

  private final ObjectMapper mapper = new ObjectMapper();
  private final EventLoop loop;
  private final RandomGenerator random;
  private final RegionGate gate;
  private final Tasks tasks;
  private final Supplier<String> names;
  private final StatusChanges changes;

  ExecutionApi(
      EventLoop loop,
      RandomGenerator random,
      RegionGate gate,
      Tasks tasks,
      Supplier<String> names,
      StatusChanges changes) {
    this.loop = loop;
    this.random = random;
    this.gate = gate;
    this.tasks = tasks;
    this.names = names;
    this.changes = changes;
  }

  ObjectNode start(Request request, RegionalStates states) {
    StateMachine machine = states.machine(request.text("stateMachineArn"));
    String input = request.optional("input").orElse("{}");
    JsonNode inputJson = read(input);
    String name = request.optional("name").orElseGet(names);
    if (!name.matches("[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}]{1,80}")) {
      throw StatesErrors.invalidName(name);
    }
    String arn = machine.arn().replace(":stateMachine:", ":execution:") + ":" + name;
    Execution existing = states.executions().get(arn);
    if (existing == null) {
      existing = run(machine, states, arn, name, input, inputJson);
    } else if (existing.end().isPresent() || !existing.inputText().equals(input)) {
      throw StatesErrors.executionExists(arn);
    }
    return Answers.object()
        .put("executionArn", arn)
        .put("startDate", Answers.time(existing.identity().startedAt()));
  }

  private JsonNode read(String input) {
    if (input.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw StatesErrors.invalidInput("the input is larger than 262144 bytes");
    }
    try {
      JsonNode node = mapper.readTree(input);
      if (node == null || node.isMissingNode()) {
        throw StatesErrors.invalidInput("the input is empty");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw StatesErrors.invalidInput(e.getOriginalMessage());
    }
  }

  private Execution run(
      StateMachine machine,
      RegionalStates states,
      String arn,
      String name,
      String input,
      JsonNode inputJson) {
    String region = arn.split(":")[3];
    ExecutionIdentity identity =
        new ExecutionIdentity(
            arn,
            name,
            machine.arn(),
            machine.name(),
            machine.roleArn(),
            region,
            loop.wallTime(),
            inputJson);
    Execution execution =
        new Execution(
            new ExecutionRun.Environment(loop, random, gate, tasks, states.tokens()),
            machine,
            identity,
            input,
            (ended, when) -> changes.changed(ended));
    states.executions().put(arn, execution);
    execution.run().start();
    changes.changed(execution);
    return execution;
  }

  ObjectNode stop(Request request, RegionalStates states) {
    Execution execution = states.execution(request.text("executionArn"));
    execution
        .run()
        .stop(
            new StateError(
                request.optional("error").orElse(""), request.optional("cause").orElse("")));
    return Answers.object()
        .put("stopDate", Answers.time(execution.endedAt().orElseGet(loop::wallTime)));
  }

  ObjectNode describe(Request request, RegionalStates states) {
    Execution execution = states.execution(request.text("executionArn"));
    ObjectNode answer = listed(execution);
    answer.put("input", execution.inputText());
    answer.putObject("inputDetails").put("included", true);
    execution.end().ifPresent(end -> describe(end, answer));
    return answer;
  }

  private static void describe(ExecutionEnd end, ObjectNode answer) {
    if (end instanceof ExecutionEnd.Succeeded done) {
      answer.put("output", done.output().toString());
      answer.putObject("outputDetails").put("included", true);
    } else {
      answer.setAll(end.details());
    }
  }

  static ObjectNode listed(Execution execution) {
    ExecutionIdentity identity = execution.identity();
    ObjectNode answer =
        Answers.object()
            .put("executionArn", identity.executionArn())
            .put("stateMachineArn", identity.stateMachineArn())
            .put("name", identity.name())
            .put("status", execution.status())
            .put("startDate", Answers.time(identity.startedAt()))
            .put("redriveCount", 0);
    execution.endedAt().ifPresent(when -> answer.put("stopDate", Answers.time(when)));
    return answer;
  }

  ObjectNode list(Request request, RegionalStates states) {
    StateMachine machine = states.machine(request.text("stateMachineArn"));
    String status = request.optional("statusFilter").orElse("");
    List<Execution> found = new ArrayList<>();
    for (Execution execution : states.executions().values()) {
      if (execution.identity().stateMachineArn().equals(machine.arn())
          && (status.isEmpty() || execution.status().equals(status))) {
        found.add(execution);
      }
    }
    Collections.reverse(found);
    ObjectNode answer = Answers.object();
    ArrayNode executions = answer.putArray("executions");
    Request.Page<Execution> page = request.page(found, MOST_LISTED);
    page.items().forEach(execution -> executions.add(listed(execution)));
    page.nextToken().ifPresent(token -> answer.put("nextToken", token));
    return answer;
  }
}
