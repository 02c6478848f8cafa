package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A name for a version, or for two. Immutable.
 *
 * @param name of the alias
 * @param version that it stands for
 * @param description may be empty
 * @param weights of other versions: which part of the invocations each of them gets
 * @param revisionId changes with every change
 */
record Alias(
    String name,
    String version,
    String description,
    Map<String, Double> weights,
    String revisionId) {

  Alias {
    weights = Map.copyOf(weights);
  }

  /** The version for an invocation. */
  String pick(double random) {
    double left = random;
    for (var weighted : weights.entrySet()) {
      left -= weighted.getValue();
      if (left < 0) {
        return weighted.getKey();
      }
    }
    return version;
  }

  ObjectNode describe(String functionArn) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("AliasArn", functionArn + ":" + name);
    answer.put("Name", name);
    answer.put("FunctionVersion", version);
    answer.put("Description", description);
    if (!weights.isEmpty()) {
      ObjectNode routing = answer.putObject("RoutingConfig").putObject("AdditionalVersionWeights");
      weights.forEach(routing::put);
    }
    answer.put("RevisionId", revisionId);
    return answer;
  }
}
