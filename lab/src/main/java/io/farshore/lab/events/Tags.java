package io.farshore.lab.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Tags as a list of keys and values. */
final class Tags {

  private Tags() {}

  static void put(Map<String, String> tags, JsonNode list) {
    list.forEach(tag -> tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
  }

  static ObjectNode list(Map<String, String> tags) {
    ObjectNode output = JsonNodeFactory.instance.objectNode();
    ArrayNode list = output.putArray("Tags");
    tags.forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
    return output;
  }
}
