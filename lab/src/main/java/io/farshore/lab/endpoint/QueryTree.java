package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Form parameters as a tree: {@code Dimensions.member.1.Name=x} is an object in a list, {@code
 * Attributes.entry.1.key=x} a member of a map.
 */
final class QueryTree {

  private QueryTree() {}

  static ObjectNode of(Map<String, String> parameters) {
    ObjectNode root = JsonProtocol.JSON.createObjectNode();
    parameters.forEach((name, value) -> put(root, name, value));
    return members(root);
  }

  private static void put(ObjectNode root, String name, String value) {
    String[] steps = name.split("\\.");
    ObjectNode node = root;
    for (int i = 0; i < steps.length - 1; i++) {
      JsonNode next = node.get(steps[i]);
      node = next instanceof ObjectNode object ? object : node.putObject(steps[i]);
    }
    node.put(steps[steps.length - 1], value);
  }

  private static JsonNode shape(JsonNode node) {
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    if (object.size() == 1 && numbered(object.path("member"))) {
      return list(object.get("member"));
    }
    if (object.size() == 1 && numbered(object.path("entry"))) {
      return map(object.get("entry"));
    }
    return members(object);
  }

  private static ObjectNode members(ObjectNode object) {
    ObjectNode shaped = JsonProtocol.JSON.createObjectNode();
    object.properties().forEach(member -> shaped.set(member.getKey(), shape(member.getValue())));
    return shaped;
  }

  private static ArrayNode list(JsonNode members) {
    ArrayNode list = JsonProtocol.JSON.createArrayNode();
    inOrder(members).forEach(member -> list.add(shape(member)));
    return list;
  }

  private static ObjectNode map(JsonNode entries) {
    ObjectNode map = JsonProtocol.JSON.createObjectNode();
    for (JsonNode entry : inOrder(entries)) {
      String key = entry.path("key").asText(entry.path("Name").asText());
      map.set(key, shape(entry.has("value") ? entry.get("value") : entry.path("Value")));
    }
    return map;
  }

  private static boolean numbered(JsonNode node) {
    return node.isObject()
        && node.properties().stream().allMatch(member -> member.getKey().matches("\\d+"));
  }

  private static List<JsonNode> inOrder(JsonNode numbered) {
    return numbered.properties().stream()
        .sorted(Comparator.comparing(member -> Integer.valueOf(member.getKey())))
        .map(Map.Entry::getValue)
        .toList();
  }
}
