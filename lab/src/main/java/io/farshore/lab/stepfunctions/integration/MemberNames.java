package io.farshore.lab.stepfunctions.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;

/** Members of requests and answers, with the case that the other side has. */
public final class MemberNames {

  private MemberNames() {}

  static JsonNode toCamelCase(JsonNode value) {
    return rename(value, MemberNames::small);
  }

  /** The value with capital members all through. */
  public static JsonNode toPascalCase(JsonNode value) {
    return rename(value, MemberNames::capital);
  }

  private static JsonNode rename(JsonNode value, UnaryOperator<String> name) {
    if (value.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      value
          .properties()
          .forEach(e -> object.set(name.apply(e.getKey()), rename(e.getValue(), name)));
      return object;
    } else if (value.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      value.forEach(item -> array.add(rename(item, name)));
      return array;
    }
    return value;
  }

  static String capital(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /** The object with small members on its first level only. */
  static ObjectNode small(ObjectNode value) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    value.properties().forEach(e -> object.set(small(e.getKey()), e.getValue()));
    return object;
  }

  private static String small(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
