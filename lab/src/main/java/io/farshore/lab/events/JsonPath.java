package io.farshore.lab.events;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.endpoint.AwsError;

/**
 * A path of EventBridge: {@code $}, {@code $.detail.state}, {@code $.resources[0]}.
 *
 * @param pointer the same place as a JSON pointer
 */
record JsonPath(JsonPointer pointer) {

  private static final String STEP = "(\\.[A-Za-z0-9_-]+|\\[\\d+])*";

  /** Reads a path; other forms than the three above are refused. */
  static JsonPath of(String path) {
    if (!path.matches("\\$" + STEP)) {
      throw AwsError.validation("Invalid InputPath: " + path);
    }
    String steps = path.substring(1).replace('.', '/').replace("[", "/").replace("]", "");
    return new JsonPath(JsonPointer.compile(steps));
  }

  /** What is there; a missing node where nothing is. */
  JsonNode in(JsonNode event) {
    return event.at(pointer);
  }
}
