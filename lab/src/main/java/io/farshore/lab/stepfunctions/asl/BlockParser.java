package io.farshore.lab.stepfunctions.asl;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.stepfunctions.jsonata.ExpressionCompiler;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a block: its states, that every transition ends somewhere, that every state is reached. */
final class BlockParser {

  private static final int LONGEST_NAME = 80;

  private final Diagnostics diagnostics;
  private final ExpressionCompiler compiler;
  private final Scoping scoping;

  BlockParser(Diagnostics diagnostics, ExpressionCompiler compiler, Scoping scoping) {
    this.diagnostics = diagnostics;
    this.compiler = compiler;
    this.scoping = scoping;
  }

  Optional<Block> parse(JsonNode node, String location) {
    Fields fields = new Fields(node, location, diagnostics, compiler);
    if (!fields.require("States", "StartAt")) {
      return Optional.empty();
    }
    String startAt = fields.requiredText("StartAt");
    JsonNode states = node.path("States");
    if (!states.isObject() || states.isEmpty()) {
      diagnostics.schema(fields.at("States"), "Value cannot be empty");
      return Optional.empty();
    }
    checkAssignments(states, fields.at("States"));
    Set<String> variables = new HashSet<>(scoping.variables());
    variables.addAll(assigned(states));
    StateParser parser = new StateParser(diagnostics, compiler, scoping.with(variables));
    Map<String, State> parsed = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> state : states.properties()) {
      String at = fields.at("States") + "/" + state.getKey();
      if (state.getKey().length() > LONGEST_NAME) {
        diagnostics.schema(at, "The name of the state is longer than 80 characters");
      }
      parser.parse(state.getKey(), state.getValue(), at).ifPresent(s -> parsed.put(s.name(), s));
    }
    checkTransitions(fields, startAt, states);
    return Optional.of(new Block(startAt, parsed));
  }

  private void checkTransitions(Fields fields, String startAt, JsonNode states) {
    if (!states.has(startAt)) {
      diagnostics.transition(fields.at("StartAt"), "Missing 'Next' target: " + startAt);
      return;
    }
    Set<String> reached = new LinkedHashSet<>();
    reach(startAt, states, reached);
    for (Map.Entry<String, JsonNode> state : states.properties()) {
      String at = fields.at("States") + "/" + state.getKey();
      targets(state.getValue(), at)
          .forEach(
              (where, target) -> {
                if (!states.has(target)) {
                  diagnostics.transition(where, "Missing 'Next' target: " + target);
                }
              });
      if (!reached.contains(state.getKey())) {
        diagnostics.transition(at, "State \"%s\" is not reachable.".formatted(state.getKey()));
      }
    }
  }

  private static void reach(String name, JsonNode states, Set<String> reached) {
    if (states.has(name) && reached.add(name)) {
      targets(states.get(name), "").values().forEach(next -> reach(next, states, reached));
    }
  }

  /** Where a state can go on, by the location of the field that says so. */
  private static Map<String, String> targets(JsonNode state, String at) {
    Map<String, String> targets = new LinkedHashMap<>();
    Stream.of("Next", "Default")
        .filter(state::has)
        .forEach(name -> targets.put(at + "/" + name, state.get(name).asText()));
    for (String list : new String[] {"Choices", "Catch"}) {
      JsonNode rules = state.path(list);
      for (int i = 0; i < rules.size(); i++) {
        if (rules.get(i).has("Next")) {
          targets.put("%s/%s[%d]/Next".formatted(at, list, i), rules.get(i).get("Next").asText());
        }
      }
    }
    return targets;
  }

  private void checkAssignments(JsonNode states, String at) {
    for (String name : assigned(states)) {
      if (scoping.variables().contains(name)) {
        diagnostics.schema(
            at, "The variable \"%s\" is assigned in an outer scope already".formatted(name));
      } else if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,79}") || name.equals("states")) {
        diagnostics.schema(at, "\"%s\" is not a name for a variable".formatted(name));
      }
    }
  }

  private static Set<String> assigned(JsonNode states) {
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode state : states) {
      state.path("Assign").fieldNames().forEachRemaining(names::add);
      for (String list : new String[] {"Choices", "Catch"}) {
        state
            .path(list)
            .forEach(rule -> rule.path("Assign").fieldNames().forEachRemaining(names::add));
      }
    }
    return names;
  }
}
