package io.farshore.functions.readiness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** AWS as it answers on the wire where all is well; a test changes what it is about. */
final class WireAnswers implements Calls {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Answers by Region and operation or path; the text {@code refused} is no answer. */
  final Map<String, String> answers = new HashMap<>();

  /** Actions that roles have lost. */
  final List<String> denied = new ArrayList<>();

  /** What was put into tables and on buses. */
  final List<JsonNode> put = new ArrayList<>();

  WireAnswers(String own, String peer) {
    for (String region : List.of(own, peer)) {
      answers.put(
          region + " DescribeStreamSummary",
          "{\"StreamDescriptionSummary\":{\"StreamName\":\"orders\",\"StreamStatus\":\"ACTIVE\","
              + "\"RetentionPeriodHours\":168,\"EncryptionType\":\"KMS\",\"OpenShardCount\":2}}");
    }
    answers.put(own + " DescribeLimits", "{\"ShardLimit\":500,\"OpenShardCount\":10}");
    answers.put(
        own + " DescribeTable",
        "{\"Table\":{\"TableName\":\"a\",\"TableStatus\":\"ACTIVE\",\"Replicas\":["
            + "{\"RegionName\":\"%s\",\"ReplicaStatus\":\"ACTIVE\"}]}}".formatted(peer));
    answers.put(
        own + " /2015-03-31/event-source-mappings/uuid",
        "{\"UUID\":\"uuid\",\"State\":\"Enabled\",\"ParallelizationFactor\":1,"
            + "\"MaximumRetryAttempts\":-1,\"MaximumRecordAgeInSeconds\":-1}");
    answers.put(
        own + " /2016-08-19/account-settings",
        "{\"AccountLimit\":{\"UnreservedConcurrentExecutions\":900}}");
    answers.put(own + " /2015-03-31/functions/copy/configuration", "{\"CodeSha256\":\"digest\"}");
    answers.put(own + " PutItem", "{}");
    answers.put(own + " PutEvents", "{\"FailedEntryCount\":0}");
  }

  /** The peer's card as the table has it. */
  void card(String own, StackCard card, String peer) {
    ObjectNode answer = JSON.createObjectNode();
    answer.set("Item", card.item("orders", peer));
    answers.put(own + " GetItem", answer.toString());
  }

  @Override
  public JsonNode json(String service, String region, String target, JsonNode input) {
    String operation = target.substring(target.indexOf('.') + 1);
    if (operation.startsWith("Put")) {
      put.add(input);
    }
    return answer(region + " " + operation);
  }

  @Override
  public JsonNode lambda(String region, String path) {
    return answer(region + " " + path);
  }

  @Override
  public List<String> denied(String roleArn, List<String> actions, String resource) {
    if (denied.contains("refused")) {
      throw new CallRefused("SimulatePrincipalPolicy", "AccessDenied", null);
    }
    return actions.stream().filter(action -> denied.contains(roleArn + " " + action)).toList();
  }

  private JsonNode answer(String call) {
    String text = answers.getOrDefault(call, "refused");
    if (text.equals("refused")) {
      throw new CallRefused(call, "AccessDeniedException", null);
    }
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
