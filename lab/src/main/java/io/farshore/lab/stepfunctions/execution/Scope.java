package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The variables of a block, and of the blocks around it. */
final class Scope {

  private final Optional<Scope> outer;
  private final Map<String, JsonNode> values = new LinkedHashMap<>();

  Scope(Optional<Scope> outer) {
    this.outer = outer;
  }

  Optional<JsonNode> get(String name) {
    JsonNode value = values.get(name);
    return value != null ? Optional.of(value) : outer.flatMap(scope -> scope.get(name));
  }

  /** What this block has assigned itself, as an object. */
  JsonNode variables() {
    ObjectNode variables = JsonNodeFactory.instance.objectNode();
    values.forEach(variables::set);
    return variables;
  }

  void assign(JsonNode variables) {
    variables.properties().forEach(e -> values.put(e.getKey(), e.getValue()));
  }
}
