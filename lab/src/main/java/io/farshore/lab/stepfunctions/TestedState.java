package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import java.util.Optional;

/** Finds the state that a {@code TestState} request is about. */
final class TestedState {

  private final Request request;
  private final ObjectMapper mapper;

  TestedState(Request request, ObjectMapper mapper) {
    this.request = request;
    this.mapper = mapper;
  }

  /** The state, with its query language. */
  JsonNode find() {
    JsonNode definition = read();
    Optional<String> name = request.optional("stateName");
    if (name.isEmpty()) {
      return definition;
    }
    ObjectNode state =
        inside(definition, name.get())
            .orElseThrow(() -> AwsError.validation("State not found in definition"))
            .deepCopy();
    if (!state.has("QueryLanguage") && definition.has("QueryLanguage")) {
      state.set("QueryLanguage", definition.get("QueryLanguage"));
    }
    return state;
  }

  private JsonNode read() {
    try {
      JsonNode definition = mapper.readTree(request.text("definition"));
      if (definition.isObject()) {
        return definition;
      }
    } catch (JsonProcessingException e) {
      throw StatesErrors.invalidDefinition("INVALID_JSON_DESCRIPTION: " + e.getOriginalMessage());
    }
    throw StatesErrors.invalidDefinition(
        "SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object");
  }

  private static Optional<ObjectNode> inside(JsonNode block, String name) {
    JsonNode states = block.path("States");
    if (states.get(name) instanceof ObjectNode state) {
      return Optional.of(state);
    }
    for (JsonNode state : states) {
      Optional<ObjectNode> found = inside(state.path("ItemProcessor"), name);
      for (JsonNode branch : state.path("Branches")) {
        found = found.or(() -> inside(branch, name));
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
