package io.farshore.lab;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What Lambda counts of a function, in CloudWatch's embedded metric format. */
final class FunctionMetricsDocument {

  private FunctionMetricsDocument() {}

  /** By function, and of all functions together. */
  static String of(String function, Map<String, Double> values) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ObjectNode directive = document.putObject("_aws").putArray("CloudWatchMetrics").addObject();
    directive.put("Namespace", "AWS/Lambda");
    var dimensions = directive.putArray("Dimensions");
    dimensions.addArray().add("FunctionName");
    dimensions.addArray();
    document.put("FunctionName", function);
    var metrics = directive.putArray("Metrics");
    values.forEach(
        (name, value) -> {
          metrics.addObject().put("Name", name);
          document.put(name, value);
        });
    return document.toString();
  }
}
