package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.stepfunctions.asl.DefinitionParser;
import io.farshore.lab.stepfunctions.asl.Diagnostic;
import io.farshore.lab.stepfunctions.asl.Parsed;
import io.farshore.lab.stepfunctions.asl.StateMachineDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Create, update, describe, list, delete and validate state machines. */
final class StateMachineApi {

  private static final String ACCOUNT = "111122223333";
  private static final Set<String> SETTINGS =
      Set.of("loggingConfiguration", "tracingConfiguration", "encryptionConfiguration");
  private static final int MOST_LISTED = 1_000;

  private final EventLoop loop;
  private final DefinitionParser parser;

  StateMachineApi(EventLoop loop, DefinitionParser parser) {
    this.loop = loop;
    this.parser = parser;
  }

  ObjectNode create(Request request, RegionalStates states) {
    String name = request.text("name");
    if (!name.matches("[A-Za-z0-9_-]{1,80}")) {
      throw StatesErrors.invalidName(name);
    }
    if (!request.optional("type").orElse("STANDARD").equals("STANDARD")) {
      throw AwsError.validation("The lab runs state machines of the type STANDARD only");
    }
    String source = request.text("definition");
    String role = request.text("roleArn");
    String arn =
        "arn:aws:states:%s:%s:stateMachine:%s".formatted(request.call().region(), ACCOUNT, name);
    StateMachine existing = states.machines().get(arn);
    if (existing != null) {
      if (!existing.source().equals(source) || !existing.roleArn().equals(role)) {
        throw StatesErrors.machineExists(arn);
      }
      return created(existing);
    }
    StateMachine machine =
        new StateMachine(
            arn, name, role, source, compile(source), settings(request), loop.wallTime());
    states.machines().put(arn, machine);
    return created(machine);
  }

  private static ObjectNode created(StateMachine machine) {
    return Answers.object()
        .put("stateMachineArn", machine.arn())
        .put("creationDate", Answers.time(machine.createdAt()));
  }

  private static ObjectNode settings(Request request) {
    return request.call().input().deepCopy().retain(SETTINGS);
  }

  private StateMachineDefinition compile(String source) {
    Parsed parsed = parser.parse(source);
    if (parsed instanceof Parsed.Valid valid) {
      return valid.definition();
    }
    List<Diagnostic> diagnostics = ((Parsed.Invalid) parsed).diagnostics();
    throw StatesErrors.invalidDefinition(
        diagnostics.stream().map(Diagnostic::text).collect(Collectors.joining(", ")));
  }

  ObjectNode update(Request request, RegionalStates states) {
    StateMachine machine = states.machine(request.text("stateMachineArn"));
    String source = request.optional("definition").orElse(machine.source());
    StateMachine updated =
        machine.updated(
            request.optional("roleArn").orElse(machine.roleArn()),
            source,
            compile(source),
            settings(request));
    states.machines().put(machine.arn(), updated);
    Instant now = loop.wallTime();
    return Answers.object().put("updateDate", Answers.time(now));
  }

  ObjectNode describe(Request request, RegionalStates states) {
    StateMachine machine = states.machine(request.text("stateMachineArn"));
    ObjectNode answer = listed(machine);
    answer
        .put("status", "ACTIVE")
        .put("definition", machine.source())
        .put("roleArn", machine.roleArn());
    answer.putObject("loggingConfiguration").put("level", "OFF").put("includeExecutionData", false);
    answer.putObject("tracingConfiguration").put("enabled", false);
    answer.setAll(machine.settings());
    return answer;
  }

  private static ObjectNode listed(StateMachine machine) {
    return created(machine).put("name", machine.name()).put("type", "STANDARD");
  }

  ObjectNode list(Request request, RegionalStates states) {
    ObjectNode answer = Answers.object();
    ArrayNode machines = answer.putArray("stateMachines");
    Request.Page<StateMachine> page =
        request.page(List.copyOf(states.machines().values()), MOST_LISTED);
    page.items().forEach(machine -> machines.add(listed(machine)));
    page.nextToken().ifPresent(token -> answer.put("nextToken", token));
    return answer;
  }

  /** Deletes the machine. Executions that run go on to their end. */
  ObjectNode delete(Request request, RegionalStates states) {
    states.machines().remove(request.text("stateMachineArn"));
    return Answers.object();
  }

  JsonNode validate(Request request) {
    Parsed parsed = parser.parse(request.text("definition"));
    ObjectNode answer = Answers.object();
    ArrayNode diagnostics = answer.putArray("diagnostics");
    if (parsed instanceof Parsed.Invalid invalid) {
      for (Diagnostic diagnostic : invalid.diagnostics()) {
        diagnostics
            .addObject()
            .put("severity", "ERROR")
            .put("code", diagnostic.code())
            .put("message", diagnostic.message())
            .put("location", diagnostic.location());
      }
    }
    return answer.put("result", diagnostics.isEmpty() ? "OK" : "FAIL").put("truncated", false);
  }
}
