package io.farshore.lab.stepfunctions.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an expression sees: {@code $states} and the variables. Values are converted when an
 * expression first names them. Not thread-safe: made for one state, used on the event loop.
 */
public final class Bindings {

  private final Map<String, Object> converted = new HashMap<>();
  private final Function<String, Optional<JsonNode>> values;

  /**
   * Bindings of names.
   *
   * @param values the value of a variable, without its {@code $}; {@code states} is the reserved
   *     one; empty means undefined
   */
  public Bindings(Function<String, Optional<JsonNode>> values) {
    this.values = values;
  }

  Object lookup(String name) {
    if (!converted.containsKey(name)) {
      converted.put(name, values.apply(name).map(JsonataValues::fromJson).orElse(null));
    }
    return converted.get(name);
  }
}
