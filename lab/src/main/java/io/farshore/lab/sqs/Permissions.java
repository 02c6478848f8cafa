package io.farshore.lab.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The statements in a queue's policy that AddPermission writes. The lab keeps policies, and holds
 * nobody to them.
 */
final class Permissions {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String POLICY = "Policy";

  private Permissions() {}

  static void add(Queue queue, JsonNode input) {
    String label = input.path("Label").asText();
    ObjectNode policy = policy(queue);
    ArrayNode statements = policy.withArray("Statement");
    for (JsonNode statement : statements) {
      if (statement.path("Sid").asText().equals(label)) {
        throw SqsErrors.invalid(label, "Label", "Already exists.");
      }
    }
    List<String> principals = new ArrayList<>();
    input
        .path("AWSAccountIds")
        .forEach(account -> principals.add("arn:aws:iam::" + account.asText() + ":root"));
    List<String> actions = new ArrayList<>();
    input.path("Actions").forEach(action -> actions.add("SQS:" + action.asText()));
    ObjectNode statement = statements.addObject().put("Sid", label).put("Effect", "Allow");
    statement.putObject("Principal").set("AWS", oneOrMany(principals));
    statement.set("Action", oneOrMany(actions));
    statement.put("Resource", queue.name().arn());
    write(queue, policy);
  }

  static void remove(Queue queue, JsonNode input) {
    String label = input.path("Label").asText();
    ObjectNode policy = policy(queue);
    ArrayNode statements = policy.withArray("Statement");
    for (int i = 0; i < statements.size(); i++) {
      if (statements.get(i).path("Sid").asText().equals(label)) {
        statements.remove(i);
        write(queue, policy);
        return;
      }
    }
    throw SqsErrors.invalid(label, "Label", "can't find label.");
  }

  private static ObjectNode policy(Queue queue) {
    String text = queue.attributes().values().getOrDefault(POLICY, "");
    try {
      if (JSON.readTree(text) instanceof ObjectNode there) {
        return there;
      }
    } catch (JsonProcessingException e) {
      throw SqsErrors.attributeValue(POLICY, "");
    }
    return JSON.createObjectNode()
        .put("Version", "2008-10-17")
        .put("Id", queue.name().arn() + "/SQSDefaultPolicy");
  }

  private static void write(Queue queue, ObjectNode policy) {
    boolean none = policy.path("Statement").isEmpty();
    queue.attributes().set(JSON.valueToTree(Map.of(POLICY, none ? "" : policy.toString())));
    queue.modified();
  }

  private static JsonNode oneOrMany(List<String> texts) {
    return texts.size() == 1 ? JSON.valueToTree(texts.get(0)) : JSON.valueToTree(texts);
  }
}
