package io.farshore.lab.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import java.util.Iterator;
import java.util.Optional;

/** Who may use a bus. The lab keeps the policy and holds nobody to it. */
final class BusPolicy {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ObjectNode policy = empty();

  private static ObjectNode empty() {
    ObjectNode policy = JSON.createObjectNode().put("Version", "2012-10-17");
    policy.putArray("Statement");
    return policy;
  }

  Optional<String> text() {
    return policy.path("Statement").isEmpty() ? Optional.empty() : Optional.of(policy.toString());
  }

  void put(JsonNode input, String busArn) {
    if (input.hasNonNull("Policy")) {
      policy = read(input.get("Policy").asText());
      return;
    }
    String id = input.path("StatementId").asText();
    String principal = input.path("Principal").asText();
    if (id.isEmpty() || principal.isEmpty()) {
      throw AwsError.validation("Parameters StatementId and Principal, or Policy, are required.");
    }
    statements().removeIf(each -> each.path("Sid").asText().equals(id));
    ObjectNode statement = statements().addObject().put("Sid", id).put("Effect", "Allow");
    if (principal.equals("*")) {
      statement.put("Principal", "*");
    } else {
      statement.putObject("Principal").put("AWS", "arn:aws:iam::" + principal + ":root");
    }
    statement.put("Action", input.path("Action").asText()).put("Resource", busArn);
    if (input.path("Condition") instanceof ObjectNode condition) {
      statement
          .putObject("Condition")
          .putObject(condition.path("Type").asText())
          .put(condition.path("Key").asText(), condition.path("Value").asText());
    }
  }

  void remove(JsonNode input) {
    if (input.path("RemoveAllPermissions").asBoolean()) {
      policy = empty();
      return;
    }
    String id = input.path("StatementId").asText();
    Iterator<JsonNode> all = statements().iterator();
    while (all.hasNext()) {
      if (all.next().path("Sid").asText().equals(id)) {
        all.remove();
        return;
      }
    }
    throw new AwsError(
        "ResourceNotFoundException", 400, "Statement with the provided id does not exist.");
  }

  private ArrayNode statements() {
    return policy.withArray("Statement");
  }

  private static ObjectNode read(String text) {
    try {
      if (JSON.readTree(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException ignored) {
      // Answered below.
    }
    throw AwsError.validation("Policy is not valid JSON.");
  }
}
