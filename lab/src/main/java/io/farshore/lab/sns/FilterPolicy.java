package io.farshore.lab.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import software.amazon.event.ruler.Machine;

/** Which messages a subscription wants, by their attributes or by their body. */
final class FilterPolicy {

  static final String ATTRIBUTES = "MessageAttributes";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Machine machine;
  private final boolean byBody;

  private FilterPolicy(Machine machine, boolean byBody) {
    this.machine = machine;
    this.byBody = byBody;
  }

  static FilterPolicy of(String text, String scope) {
    JsonNode policy = SubscriptionAttributes.tree("FilterPolicy", text);
    if (scope.equals(ATTRIBUTES)) {
      for (Map.Entry<String, JsonNode> key : policy.properties()) {
        if (!key.getKey().equals("$or") && !key.getValue().isArray()) {
          throw SnsErrors.invalid(
              key.getValue().isObject()
                  ? "Filter policy scope MessageAttributes does not support nested filter policy"
                  : "FilterPolicy: \"" + key.getKey() + "\" must be an object or an array");
        }
      }
    }
    Machine machine = Machine.builder().build();
    try {
      machine.addRule("policy", text);
    } catch (IOException e) {
      throw SnsErrors.invalid("FilterPolicy: " + e.getMessage());
    }
    return new FilterPolicy(machine, !scope.equals(ATTRIBUTES));
  }

  boolean matches(Publication publication) {
    try {
      String event = byBody ? publication.text() : values(publication.attributes()).toString();
      return !machine.rulesForJSONEvent(event).isEmpty();
    } catch (Exception e) {
      // Ruler declares Exception. A body that is no JSON object matches no policy.
      return false;
    }
  }

  /** Attributes as an event: numbers as numbers, {@code String.Array} as a list. */
  private static ObjectNode values(JsonNode attributes) throws JsonProcessingException {
    ObjectNode event = JSON.createObjectNode();
    for (Map.Entry<String, JsonNode> each : attributes.properties()) {
      String type = each.getValue().path("DataType").asText();
      String value = each.getValue().path("StringValue").asText();
      if (type.equals("String.Array") || type.startsWith("Number")) {
        event.set(each.getKey(), JSON.readTree(value));
      } else if (!type.startsWith("Binary")) {
        event.put(each.getKey(), value);
      }
    }
    return event;
  }
}
