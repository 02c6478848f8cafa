package io.farshore.lab.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The properties of each resource type, as {@code resource-types.yaml} lists them. */
final class ResourceTypes {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonNode types;

  private ResourceTypes(JsonNode types) {
    this.types = types;
  }

  /** Reads the list. */
  static ResourceTypes load() {
    try (InputStream in = ResourceTypes.class.getResourceAsStream("resource-types.yaml")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new ResourceTypes(TemplateReader.read(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Checks the names of properties, before anything is evaluated.
   *
   * @throws TemplateException for an unknown type, unknown properties and missing ones
   */
  void check(String type, JsonNode properties, String path) {
    JsonNode schema = types.get(type);
    if (schema == null) {
      throw new TemplateException(path, "the lab has no resource type " + type);
    }
    boolean computed = properties.size() == 1 && properties.has("Fn::If");
    if (!computed) {
      members(schema, properties, path, type);
    }
  }

  /**
   * Checks and converts evaluated properties.
   *
   * @throws TemplateException for unknown, missing and wrong ones, nested ones included
   */
  ObjectNode convert(String type, JsonNode properties, String path) {
    return object(types.get(type), properties, path);
  }

  private static void members(JsonNode schema, JsonNode object, String path, String type) {
    if (!object.isObject()) {
      throw new TemplateException(path, "must be a mapping");
    }
    if (schema.has("*")) {
      return;
    }
    for (var member : object.properties()) {
      if (member(schema, member.getKey()) == null) {
        throw new TemplateException(
            path + "." + member.getKey(), "the lab does not know this property of " + type);
      }
    }
    for (var known : schema.properties()) {
      String name = known.getKey();
      if (name.endsWith("!") && !object.has(name.substring(0, name.length() - 1))) {
        throw new TemplateException(path, name.substring(0, name.length() - 1) + " is missing");
      }
    }
  }

  private static JsonNode member(JsonNode schema, String name) {
    JsonNode required = schema.get(name + "!");
    JsonNode optional = required == null ? schema.get(name) : required;
    return optional == null ? schema.get("*") : optional;
  }

  private static ObjectNode object(JsonNode schema, JsonNode value, String path) {
    members(schema, value, path, "its parent");
    ObjectNode result = NODES.objectNode();
    for (var member : value.properties()) {
      String inside = path + "." + member.getKey();
      result.set(
          member.getKey(), value(member(schema, member.getKey()), member.getValue(), inside));
    }
    return result;
  }

  private static JsonNode value(JsonNode schema, JsonNode value, String path) {
    if (schema.isObject()) {
      return object(schema, value, path);
    }
    if (schema.isArray()) {
      if (!value.isArray()) {
        throw new TemplateException(path, "must be a list");
      }
      ArrayNode list = NODES.arrayNode();
      for (int i = 0; i < value.size(); i++) {
        list.add(value(schema.get(0), value.get(i), path + "[" + i + "]"));
      }
      return list;
    }
    return scalar(schema.textValue(), value, path);
  }

  private static JsonNode scalar(String type, JsonNode value, String path) {
    if (type.equals("any")) {
      return value;
    }
    if (value.isContainerNode() || value.isNull()) {
      throw new TemplateException(path, "must be of type " + type);
    }
    String text = value.asText();
    try {
      switch (type) {
        case "string":
          return NODES.textNode(text);
        case "integer":
          return NODES.numberNode(Integer.parseInt(text));
        case "number":
          return NODES.numberNode(Double.parseDouble(text));
        case "boolean":
          if (text.equals("true") || text.equals("false")) {
            return NODES.booleanNode(text.equals("true"));
          }
          break;
        default:
          throw new IllegalStateException("resource-types.yaml has the type " + type);
      }
    } catch (NumberFormatException e) {
      throw new TemplateException(path, "'" + text + "' is no " + type, e);
    }
    throw new TemplateException(path, "'" + text + "' is no " + type);
  }
}
