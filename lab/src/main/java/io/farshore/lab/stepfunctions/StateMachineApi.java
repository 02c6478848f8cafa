package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.stepfunctions.asl.Diagnostic;
import io.farshore.lab.stepfunctions.asl.Parsed;
import io.farshore.lab.stepfunctions.asl.StateMachineDefinition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Create, update, describe, list and delete state machines. */
final class StateMachineApi {

  private static final Set<String> SETTINGS =
      Set.of("loggingConfiguration", "tracingConfiguration", "encryptionConfiguration");
  private static final int MOST_LISTED = 1_000;

  private final EventLoop loop;
  private final Definitions definitions;
  private final Supplier<String> ids;

  StateMachineApi(EventLoop loop, Definitions definitions, Supplier<String> ids) {
    this.loop = loop;
    this.definitions = definitions;
    this.ids = ids;
  }

  ObjectNode create(Request request, RegionalStates states) {
    String name = request.name("name");
    boolean publish = request.flag("publish", false);
    checkDescription(request, publish);
    MachineType type = type(request);
    ObjectNode settings = settings(request);
    String source = request.text("definition");
    String arn = Arns.machine(request.region(), name);
    StateMachine existing = states.machines().get(arn);
    if (existing != null && existing.isKept() && existing.type() == type) {
      existing.createdAgain(first(request, source, type, settings));
      return created(existing, publish, request);
    } else if (existing != null) {
      Revision revision = existing.current();
      if (!revision.source().equals(source)
          || !revision.settings().equals(settings)
          || existing.type() != type) {
        throw StatesErrors.machineExists(arn);
      }
      return created(existing, publish, request);
    }
    StateMachine machine =
        new StateMachine(arn, name, type, first(request, source, type, settings));
    machine.tags().putAll(Tags.read(request));
    states.machines().put(arn, machine);
    return created(machine, publish, request);
  }

  private Revision first(Request request, String source, MachineType type, ObjectNode settings) {
    return new Revision(
        Optional.empty(),
        request.text("roleArn"),
        source,
        compile(source, type),
        settings,
        loop.wallTime());
  }

  private ObjectNode created(StateMachine machine, boolean publish, Request request) {
    ObjectNode answer = named(machine);
    if (publish) {
      answer.put("stateMachineVersionArn", publish(machine, request).arn());
    }
    return answer;
  }

  private Version publish(StateMachine machine, Request request) {
    return machine.publish(request.optional("versionDescription").orElse(""), loop.wallTime());
  }

  private static void checkDescription(Request request, boolean publish) {
    if (!publish && request.has("versionDescription")) {
      throw AwsError.validation("Version description can only be set when publish is true");
    }
  }

  private static MachineType type(Request request) {
    try {
      return MachineType.valueOf(request.optional("type").orElse("STANDARD"));
    } catch (IllegalArgumentException e) {
      throw AwsError.validation(
          ("1 validation error detected: Value '%s' at 'type' failed to satisfy constraint:"
                  + " Member must satisfy enum value set: [STANDARD, EXPRESS]")
              .formatted(request.text("type")));
    }
  }

  private static ObjectNode named(StateMachine machine) {
    return Answers.object()
        .put("stateMachineArn", machine.arn())
        .put("creationDate", Answers.time(machine.createdAt()));
  }

  private static ObjectNode settings(Request request) {
    ObjectNode settings = request.call().input().deepCopy().retain(SETTINGS);
    Settings.check(settings);
    return settings;
  }

  private StateMachineDefinition compile(String source, MachineType type) {
    Parsed parsed = definitions.parse(source, type);
    if (parsed instanceof Parsed.Valid valid) {
      return valid.definition();
    }
    List<Diagnostic> diagnostics = ((Parsed.Invalid) parsed).diagnostics();
    throw StatesErrors.invalidDefinition(
        diagnostics.stream().map(Diagnostic::text).collect(Collectors.joining(", ")));
  }

  ObjectNode update(Request request, RegionalStates states) {
    StateMachine machine = states.machine(request.text("stateMachineArn"));
    boolean publish = request.flag("publish", false);
    checkDescription(request, publish);
    ObjectNode changed = settings(request);
    if (!request.has("definition") && !request.has("roleArn") && changed.isEmpty()) {
      throw StatesErrors.nothingToUpdate();
    }
    Revision before = machine.current();
    String source = request.optional("definition").orElse(before.source());
    ObjectNode merged = before.settings().deepCopy();
    merged.setAll(changed);
    Revision next =
        new Revision(
            Optional.of(ids.get()),
            request.optional("roleArn").orElse(before.roleArn()),
            source,
            compile(source, machine.type()),
            merged,
            loop.wallTime());
    if (!next.sameAs(before)) {
      machine.update(next);
    }
    ObjectNode answer = Answers.object().put("updateDate", Answers.time(machine.current().at()));
    machine.current().id().ifPresent(id -> answer.put("revisionId", id));
    if (publish) {
      answer.put("stateMachineVersionArn", publish(machine, request).arn());
    }
    return answer;
  }

  ObjectNode describe(Request request, RegionalStates states) {
    String arn = request.text("stateMachineArn");
    Target target = states.target(arn);
    StateMachine machine = target.machine();
    Optional<Version> version =
        target
            .alias()
            .flatMap(alias -> machine.version(alias.routes().get(0).versionArn()))
            .or(target::version);
    ObjectNode answer = version.map(Version::revision).orElse(machine.current()).describe();
    answer
        .put("stateMachineArn", arn)
        .put("name", machine.name())
        .put("type", machine.type().name())
        .put("status", "ACTIVE")
        .put(
            "creationDate",
            Answers.time(version.map(Version::createdAt).orElse(machine.createdAt())));
    version
        .map(Version::description)
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> answer.put("description", text));
    if (request.optional("includedData").orElse("").equals("METADATA_ONLY")) {
      answer.remove("definition");
    }
    return answer;
  }

  ObjectNode describeForExecution(Request request, RegionalStates states) {
    Execution execution = states.execution(request.text("executionArn"));
    ObjectNode answer = execution.revision().describe();
    answer
        .put("stateMachineArn", execution.identity().stateMachineArn())
        .put("name", execution.identity().stateMachineName())
        .put("updateDate", Answers.time(execution.revision().at()));
    execution
        .start()
        .mapRun()
        .ifPresent(
            member -> answer.put("mapRunArn", member.mapRunArn()).put("label", member.label()));
    return answer;
  }

  ObjectNode list(Request request, RegionalStates states) {
    return request.page(
        "stateMachines",
        List.copyOf(states.machines().values()),
        MOST_LISTED,
        machine -> named(machine).put("name", machine.name()).put("type", machine.type().name()));
  }

  /** Deletes the machine with its versions and aliases. Executions that run go on to their end. */
  ObjectNode delete(Request request, RegionalStates states) {
    states.machines().remove(Arns.require(request.text("stateMachineArn"), "stateMachine"));
    return Answers.object();
  }

  JsonNode validate(Request request) {
    MachineType type = type(request);
    return definitions.report(request, type);
  }
}
