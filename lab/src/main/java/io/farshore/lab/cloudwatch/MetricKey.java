package io.farshore.lab.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names a metric.
 *
 * @param namespace such as {@code Farshore}
 * @param name of the metric
 * @param dimensions value by name; metrics of other dimensions are other metrics
 */
record MetricKey(String namespace, String name, Map<String, String> dimensions) {

  MetricKey {
    dimensions = Map.copyOf(dimensions);
  }

  /** Reads {@code Namespace}, {@code MetricName} and {@code Dimensions} of a request. */
  static MetricKey of(JsonNode input) {
    return new MetricKey(
        input.path("Namespace").asText(),
        input.path("MetricName").asText(),
        dimensions(input.path("Dimensions")));
  }

  static Map<String, String> dimensions(JsonNode list) {
    Map<String, String> dimensions = new TreeMap<>();
    list.forEach(each -> dimensions.put(each.path("Name").asText(), each.path("Value").asText()));
    return dimensions;
  }

  /** The dimensions as the API lists them, by name. */
  ArrayNode listed() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    new TreeMap<>(dimensions)
        .forEach((name, value) -> list.addObject().put("Name", name).put("Value", value));
    return list;
  }
}
