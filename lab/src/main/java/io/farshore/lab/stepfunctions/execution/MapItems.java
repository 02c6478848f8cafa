package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.stepfunctions.jsonata.EvaluationFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The items of a distributed Map: those of an array, or the pairs of an object. */
final class MapItems {

  /**
   * One item.
   *
   * @param context what {@code $states.context.Map.Item} is
   * @param input what its execution gets
   */
  record Item(ObjectNode context, JsonNode input) {}

  private MapItems() {}

  static List<Item> of(JsonNode items) {
    if (!items.isArray() && !items.isObject()) {
      throw new EvaluationFailed(
          "", "Map state input must be an array or an object but was: " + items);
    }
    List<Item> all = new ArrayList<>();
    for (JsonNode item : items.isArray() ? items : JsonNodeFactory.instance.arrayNode()) {
      all.add(new Item(context(all.size(), item), item));
    }
    for (Map.Entry<String, JsonNode> pair : items.properties()) {
      ObjectNode context = context(all.size(), pair.getValue()).put("Key", pair.getKey());
      ObjectNode input = JsonNodeFactory.instance.objectNode().put("Key", pair.getKey());
      input.set("Value", pair.getValue());
      all.add(new Item(context, input));
    }
    return all;
  }

  private static ObjectNode context(int index, JsonNode value) {
    ObjectNode context = JsonNodeFactory.instance.objectNode().put("Index", index);
    context.set("Value", value);
    return context;
  }
}
