package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.stepfunctions.Alias.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Create, update, describe, list and delete aliases. */
final class AliasApi {

  private static final int WHOLE = 100;
  private static final int MOST_LISTED = 1_000;

  private final EventLoop loop;

  AliasApi(EventLoop loop) {
    this.loop = loop;
  }

  ObjectNode create(Request request, RegionalStates states) {
    List<Route> routes = routes(request);
    StateMachine machine = routed(routes, states);
    String name = request.text("name");
    String description = request.optional("description").orElse("");
    Alias existing = machine.aliases().get(name);
    if (existing == null) {
      Instant now = loop.wallTime();
      existing = new Alias(machine.arn() + ":" + name, name, description, routes, now, now);
      machine.aliases().put(name, existing);
    } else if (!existing.routes().equals(routes) || !existing.description().equals(description)) {
      throw StatesErrors.conflict(
          "Failed to create alias because an alias with the same name and a different routing"
              + " configuration already exists.");
    }
    return listed(existing);
  }

  private static ObjectNode listed(Alias alias) {
    return Answers.object()
        .put("stateMachineAliasArn", alias.arn())
        .put("creationDate", Answers.time(alias.createdAt()));
  }

  private static List<Route> routes(Request request) {
    List<Route> routes = new ArrayList<>();
    for (JsonNode route : request.member("routingConfiguration")) {
      routes.add(
          new Route(route.path("stateMachineVersionArn").asText(), route.path("weight").asInt()));
    }
    List<String> arns = routes.stream().map(Route::versionArn).toList();
    List<Integer> weights = routes.stream().map(Route::weight).toList();
    if (!arns.stream().allMatch(arn -> Arns.qualifier(arn).isPresent())) {
      throw AwsError.validation(
          "Routing configuration must contain state machine version ARNs. Received: " + arns);
    } else if (arns.stream().distinct().count() < arns.size()) {
      throw AwsError.validation(
          "Routing configuration must contain distinct state machine version ARNs. Received: "
              + arns);
    } else if (weights.stream().mapToInt(Integer::intValue).sum() != WHOLE) {
      throw AwsError.validation(
          "Sum of routing configuration weights must equal 100. Received: " + weights);
    }
    return List.copyOf(routes);
  }

  /** The machine whose versions the routes name. */
  private static StateMachine routed(List<Route> routes, RegionalStates states) {
    StateMachine machine = states.machines().get(Arns.unqualified(routes.get(0).versionArn()));
    for (Route route : routes) {
      Arns.require(route.versionArn(), "stateMachine");
      if (machine == null || machine.version(route.versionArn()).isEmpty()) {
        throw StatesErrors.resourceNotFound();
      }
    }
    return machine;
  }

  ObjectNode update(Request request, RegionalStates states) {
    Alias alias = alias(request, states).orElseThrow(StatesErrors::resourceNotFound);
    List<Route> routes = request.has("routingConfiguration") ? routes(request) : alias.routes();
    Alias updated =
        new Alias(
            alias.arn(),
            alias.name(),
            request.optional("description").orElse(alias.description()),
            routes,
            alias.createdAt(),
            loop.wallTime());
    routed(routes, states).aliases().put(alias.name(), updated);
    return Answers.object().put("updateDate", Answers.time(updated.updatedAt()));
  }

  ObjectNode describe(Request request, RegionalStates states) {
    Alias alias = alias(request, states).orElseThrow(StatesErrors::resourceNotFound);
    ObjectNode answer =
        listed(alias).put("name", alias.name()).put("updateDate", Answers.time(alias.updatedAt()));
    if (!alias.description().isEmpty()) {
      answer.put("description", alias.description());
    }
    ArrayNode routes = answer.putArray("routingConfiguration");
    alias
        .routes()
        .forEach(
            route ->
                routes
                    .addObject()
                    .put("stateMachineVersionArn", route.versionArn())
                    .put("weight", route.weight()));
    return answer;
  }

  private static Optional<Alias> alias(Request request, RegionalStates states) {
    String arn = Arns.require(request.text("stateMachineAliasArn"), "stateMachine");
    return Optional.ofNullable(states.machines().get(Arns.unqualified(arn)))
        .flatMap(machine -> Arns.qualifier(arn).map(name -> machine.aliases().get(name)));
  }

  ObjectNode list(Request request, RegionalStates states) {
    Target target = states.target(request.text("stateMachineArn"));
    List<Alias> found =
        target.machine().aliases().values().stream()
            .filter(
                alias ->
                    target.version().map(version -> alias.routesTo(version.arn())).orElse(true))
            .toList();
    return request.page("stateMachineAliases", found, MOST_LISTED, AliasApi::listed);
  }

  ObjectNode delete(Request request, RegionalStates states) {
    alias(request, states)
        .ifPresent(
            alias ->
                states
                    .machines()
                    .get(Arns.unqualified(alias.arn()))
                    .aliases()
                    .remove(alias.name()));
    return Answers.object();
  }
}
