package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The variables of a block, and of the blocks around it. */
final class Scope {

  private final Optional<Scope> outer;
  private final Map<String, JsonNode> values = new HashMap<>();

  Scope(Optional<Scope> outer) {
    this.outer = outer;
  }

  Optional<JsonNode> get(String name) {
    JsonNode value = values.get(name);
    return value != null ? Optional.of(value) : outer.flatMap(scope -> scope.get(name));
  }

  void assign(JsonNode variables) {
    variables.properties().forEach(e -> values.put(e.getKey(), e.getValue()));
  }
}
