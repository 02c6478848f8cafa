package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.stepfunctions.asl.Diagnostic;
import io.farshore.lab.stepfunctions.asl.Parsed;
import io.farshore.lab.stepfunctions.asl.State;
import io.farshore.lab.stepfunctions.asl.StateMachineDefinition;
import io.farshore.lab.stepfunctions.execution.ExecutionIdentity;
import io.farshore.lab.stepfunctions.execution.ExecutionRun;
import io.farshore.lab.stepfunctions.execution.StateTest;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@code TestState}: runs one state by itself, with or without a mocked answer. */
final class StateTestApi {

  /** What AWS calls the state, whatever its name is. */
  private static final String NAME = "StateName";

  private final ObjectMapper mapper = new ObjectMapper();
  private final Definitions definitions;
  private final Function<RegionalStates, ExecutionRun.Environment> environments;
  private final Supplier<Instant> now;
  private final Supplier<String> ids;

  StateTestApi(
      Definitions definitions,
      Function<RegionalStates, ExecutionRun.Environment> environments,
      Supplier<Instant> now,
      Supplier<String> ids) {
    this.definitions = definitions;
    this.environments = environments;
    this.now = now;
    this.ids = ids;
  }

  CompletableFuture<ObjectNode> test(Request request, RegionalStates states) {
    StateMachineDefinition definition = compile(new TestedState(request, mapper).find());
    State state = definition.block().first();
    StateTest.Setup setup = new TestedMock(request, mapper).setup(state);
    JsonNode input = json("input", request.optional("input").orElse("{}"));
    CompletableFuture<ObjectNode> answer = new CompletableFuture<>();
    new StateTest(setup, outcome -> answer.complete(answer(request, outcome)))
        .run(environments.apply(states), definition, identity(request, input));
    return answer;
  }

  private StateMachineDefinition compile(JsonNode state) {
    Parsed parsed = definitions.parseState(NAME, state);
    if (parsed instanceof Parsed.Valid valid) {
      return valid.definition();
    }
    throw StatesErrors.invalidDefinition(
        ((Parsed.Invalid) parsed)
            .diagnostics().stream().map(Diagnostic::text).collect(Collectors.joining(", ")));
  }

  private JsonNode json(String what, String text) {
    try {
      return mapper.readTree(text);
    } catch (JsonProcessingException e) {
      throw AwsError.validation("The " + what + " is not valid JSON");
    }
  }

  private ExecutionIdentity identity(Request request, JsonNode input) {
    String machine = ids.get();
    String name = ids.get();
    String machineArn = Arns.machine(request.region(), machine);
    return new ExecutionIdentity(
        machineArn.replace(":stateMachine:", ":express:") + ":" + name,
        name,
        machineArn,
        machine,
        request.optional("roleArn").orElse(null),
        request.region(),
        now.get(),
        input);
  }

  private static ObjectNode answer(Request request, StateTest.Outcome outcome) {
    ObjectNode answer = Answers.object().put("status", outcome.status());
    outcome.output().ifPresent(output -> answer.put("output", text(request, outcome, output)));
    outcome.error().ifPresent(error -> answer.setAll(error.toDetails()));
    outcome.next().ifPresent(next -> answer.put("nextState", next));
    if (!request.optional("inspectionLevel").orElse("INFO").equals("INFO")) {
      ObjectNode shown = answer.putObject("inspectionData");
      outcome
          .inspection()
          .properties()
          .forEach(e -> shown.set(e.getKey(), shown(e.getKey(), e.getValue(), shown)));
      Optional.of(outcome.variables())
          .filter(variables -> !variables.isEmpty())
          .ifPresent(variables -> shown.put("variables", variables.toString()));
    }
    return answer;
  }

  /** The output's text: a mocked result that comes out as it is keeps its own. */
  private static String text(Request request, StateTest.Outcome outcome, JsonNode output) {
    return outcome.mocked().filter(mocked -> mocked == output).isPresent()
        ? request.member("mock").get("result").asText()
        : output.toString();
  }

  /** Data is shown as text, numbers and details as they are. */
  private static JsonNode shown(String name, JsonNode value, ObjectNode factory) {
    boolean plain = name.equals("errorDetails") || name.startsWith("tolerated");
    return plain || name.equals("maxConcurrency")
        ? value
        : factory.textNode((value == null ? NullNode.instance : value).toString());
  }
}
