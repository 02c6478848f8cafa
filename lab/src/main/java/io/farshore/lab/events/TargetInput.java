package io.farshore.lab.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Makes a target's input, a JSON text, of an event. */
@FunctionalInterface
interface TargetInput {

  /**
   * The input.
   *
   * @param event that matched
   * @param rule that it matched
   * @throws IllegalArgumentException when the input is not JSON
   */
  String of(ObjectNode event, Rule rule);

  /**
   * Reads {@code Input}, {@code InputPath} or {@code InputTransformer}; none is the event whole.
   */
  static TargetInput of(JsonNode target) {
    long given =
        Stream.of("Input", "InputPath", "InputTransformer").filter(target::hasNonNull).count();
    if (given > 1) {
      throw AwsError.validation(
          "Only one of Input, InputPath, or InputTransformer must be provided for target "
              + target.path("Id").asText()
              + ".");
    }
    if (target.hasNonNull("InputTransformer")) {
      return transformer(target.path("Id").asText(), target.get("InputTransformer"));
    }
    if (target.hasNonNull("InputPath")) {
      JsonPath path = JsonPath.of(target.get("InputPath").asText());
      return (event, rule) -> path.in(event).toString();
    }
    if (target.hasNonNull("Input")) {
      String input = target.get("Input").asText();
      try {
        new ObjectMapper().readTree(input);
      } catch (JsonProcessingException e) {
        throw AwsError.validation(
            "JSON syntax error in input for target " + target.path("Id").asText() + ".");
      }
      return (event, rule) -> input;
    }
    return (event, rule) -> event.toString();
  }

  private static TargetInput transformer(String targetId, JsonNode transformer) {
    Map<String, JsonPath> paths = new LinkedHashMap<>();
    transformer
        .path("InputPathsMap")
        .properties()
        .forEach(entry -> paths.put(entry.getKey(), JsonPath.of(entry.getValue().asText())));
    return new InputTransformer(targetId, paths, transformer.path("InputTemplate").asText());
  }
}
