package io.farshore.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What else a step's answer tells of its decisions, beside the decision or status that it names.
 */
final class Cases {

  private final String function;
  private final JsonNode result;
  private final List<String> found = new ArrayList<>();

  private Cases(String function, JsonNode result) {
    this.function = function;
    this.result = result;
  }

  static List<String> of(String function, JsonNode result) {
    Cases cases = new Cases(function, result);
    cases.find();
    return cases.found;
  }

  private void find() {
    switch (function) {
      case "PlanFailover" -> {
        when(result.path("mode").isTextual(), "plan of a " + result.path("mode").asText());
        JsonNode by = result.at("/trigger/kind");
        when(by.isTextual(), "start by " + by.asText());
      }
      case "CheckDrain" ->
          when(
              result.path("status").asText().equals("Drained"),
              "CheckDrain says complete: " + result.path("complete").asBoolean());
      case "OpenEpoch" ->
          when(
              result.path("status").asText().equals("Activated")
                  && !result.path("byThisExecution").asBoolean(),
              "OpenEpoch found it activated");
      case "HealthProbe" -> {
        for (JsonNode point : result.path("points")) {
          String sees = point.path("name").asText() + " " + point.path("finding").asText();
          when(true, "HealthProbe sees " + sees);
        }
      }
      case "FencingWatch" -> when(!result.path("abandoned").isEmpty(), "watch abandons a drain");
      default -> {
        // Its status says all.
      }
    }
  }

  private void when(boolean holds, String branch) {
    if (holds) {
      found.add(branch);
    }
  }
}
