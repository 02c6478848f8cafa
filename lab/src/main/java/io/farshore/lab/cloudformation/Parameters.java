package io.farshore.lab.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The values of a template's parameters: given, or by default, and checked. */
final class Parameters {

  private static final Set<String> KNOWN =
      Set.of(
          "Type",
          "Default",
          "Description",
          "AllowedValues",
          "AllowedPattern",
          "ConstraintDescription",
          "MinValue",
          "MaxValue",
          "MinLength",
          "MaxLength",
          "NoEcho");

  private Parameters() {}

  /**
   * Checks and completes what was given.
   *
   * @throws TemplateException for unknown, missing and forbidden values
   */
  static Map<String, JsonNode> resolve(JsonNode definitions, Map<String, String> given) {
    for (String name : given.keySet()) {
      if (!definitions.has(name)) {
        throw new TemplateException("Parameters." + name, "the template has no such parameter");
      }
    }
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (var entry : definitions.properties()) {
      String name = entry.getKey();
      JsonNode definition = entry.getValue();
      String path = "Parameters." + name;
      refuseUnknown(path, definition);
      String value = given.getOrDefault(name, definition.path("Default").asText(null));
      if (value == null || definition.path("Default").isMissingNode() && !given.containsKey(name)) {
        throw new TemplateException(path, "has no default and must be given");
      }
      values.put(name, typed(path, definition, value));
    }
    return values;
  }

  private static void refuseUnknown(String path, JsonNode definition) {
    for (var member : definition.properties()) {
      if (!KNOWN.contains(member.getKey())) {
        throw new TemplateException(path, "has an unknown member " + member.getKey());
      }
    }
  }

  private static JsonNode typed(String path, JsonNode definition, String value) {
    String type = definition.path("Type").asText();
    return switch (type) {
      case "String" -> {
        checkLength(path, definition, value);
        yield text(checked(path, definition, value));
      }
      case "Number" -> number(path, definition, checked(path, definition, value));
      case "CommaDelimitedList", "List<String>" -> list(path, definition, value, "String");
      case "List<Number>" -> list(path, definition, value, "Number");
      default -> {
        if (type.startsWith("AWS::SSM::") || type.startsWith("AWS::EC2::") || type.isEmpty()) {
          throw new TemplateException(path, "the lab has no parameter type '" + type + "'");
        }
        throw new TemplateException(path, "unknown parameter type '" + type + "'");
      }
    };
  }

  private static ArrayNode list(String path, JsonNode definition, String value, String element) {
    ArrayNode list = new ObjectMapper().createArrayNode();
    for (String part : value.isEmpty() ? new String[0] : value.split(",")) {
      String each = checked(path, definition, part.trim());
      list.add(element.equals("Number") ? number(path, definition, each) : text(each));
    }
    return list;
  }

  private static String checked(String path, JsonNode definition, String value) {
    JsonNode allowed = definition.path("AllowedValues");
    if (allowed.isArray()) {
      boolean found = false;
      for (JsonNode each : allowed) {
        found |= each.asText().equals(value);
      }
      if (!found) {
        throw refused(path, definition, value, "is none of " + allowed);
      }
    }
    String pattern = definition.path("AllowedPattern").textValue();
    if (pattern != null && !value.matches(pattern)) {
      throw refused(path, definition, value, "does not match " + pattern);
    }
    return value;
  }

  private static void checkLength(String path, JsonNode definition, String value) {
    if (value.length() < definition.path("MinLength").asInt(0)
        || value.length() > definition.path("MaxLength").asInt(Integer.MAX_VALUE)) {
      throw refused(path, definition, value, "is too short or too long");
    }
  }

  private static JsonNode number(String path, JsonNode definition, String value) {
    BigDecimal number;
    try {
      number = new BigDecimal(value);
    } catch (NumberFormatException e) {
      throw refused(path, definition, value, "is no number");
    }
    JsonNode least = definition.path("MinValue");
    JsonNode most = definition.path("MaxValue");
    if (!least.isMissingNode() && number.compareTo(new BigDecimal(least.asText())) < 0) {
      throw refused(path, definition, value, "is below " + least.asText());
    }
    if (!most.isMissingNode() && number.compareTo(new BigDecimal(most.asText())) > 0) {
      throw refused(path, definition, value, "is above " + most.asText());
    }
    ObjectNode holder = new ObjectMapper().createObjectNode();
    return number.stripTrailingZeros().scale() <= 0
        ? holder.numberNode(number.longValueExact())
        : holder.numberNode(number);
  }

  private static TemplateException refused(
      String path, JsonNode definition, String value, String why) {
    String constraint = definition.path("ConstraintDescription").asText("");
    String hint = constraint.isEmpty() ? "" : ": " + constraint;
    return new TemplateException(path, "'" + value + "' " + why + hint);
  }

  private static JsonNode text(String value) {
    return new ObjectMapper().getNodeFactory().textNode(value);
  }
}
