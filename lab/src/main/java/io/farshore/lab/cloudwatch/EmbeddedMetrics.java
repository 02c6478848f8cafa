package io.farshore.lab.cloudwatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Takes metrics out of log lines in CloudWatch's embedded metric format. */
final class EmbeddedMetrics {

  private static final ObjectMapper JSON = new ObjectMapper();

  private EmbeddedMetrics() {}

  /** Adds the metrics of a line, if it has any; other lines, and faulty documents, have none. */
  static void ingest(MetricStore store, String line, Instant time) {
    if (!line.contains("\"_aws\"")) {
      return;
    }
    JsonNode document;
    try {
      document = JSON.readTree(line.substring(Math.max(0, line.indexOf('{'))));
    } catch (JsonProcessingException e) {
      return;
    }
    JsonNode head = document.path("_aws");
    Instant when =
        head.has("Timestamp") ? Instant.ofEpochMilli(head.get("Timestamp").asLong()) : time;
    for (JsonNode directive : head.path("CloudWatchMetrics")) {
      for (JsonNode dimensions : directive.path("Dimensions")) {
        add(store, document, directive, dimensions(document, dimensions), when);
      }
      if (directive.path("Dimensions").isEmpty()) {
        add(store, document, directive, Map.of(), when);
      }
    }
  }

  private static Map<String, String> dimensions(JsonNode document, JsonNode names) {
    Map<String, String> dimensions = new TreeMap<>();
    names.forEach(name -> dimensions.put(name.asText(), document.path(name.asText()).asText()));
    return dimensions;
  }

  private static void add(
      MetricStore store,
      JsonNode document,
      JsonNode directive,
      Map<String, String> dimensions,
      Instant when) {
    String namespace = directive.path("Namespace").asText();
    for (JsonNode metric : directive.path("Metrics")) {
      String name = metric.path("Name").asText();
      MetricKey key = new MetricKey(namespace, name, dimensions);
      String unit = metric.path("Unit").asText("None");
      JsonNode values = document.path(name);
      if (values.isNumber()) {
        store.add(key, unit, when, values.asDouble(), 1);
      }
      for (JsonNode value : values) {
        store.add(key, unit, when, value.asDouble(), 1);
      }
    }
  }
}
