package io.farshore.lab.stepfunctions.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Members that a service takes as text, and that a definition may give as JSON. */
final class JsonTexts {

  private JsonTexts() {}

  /** A copy in which {@code members} that are objects or arrays are their text. */
  static ObjectNode in(ObjectNode parameters, String... members) {
    ObjectNode copy = parameters.deepCopy();
    for (String member : members) {
      JsonNode value = copy.path(member);
      if (value.isContainerNode()) {
        copy.put(member, value.toString());
      }
    }
    return copy;
  }
}
