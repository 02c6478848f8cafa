package io.farshore.lab.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.events.Attempts.RetryPolicy;
import io.farshore.lab.sqs.SqsService;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a schedule calls.
 *
 * @param arn of a function, a state machine, a queue, a topic, a stream or an event bus
 * @param definition as it was put
 */
record ScheduleTarget(String arn, JsonNode definition) {

  private static final Map<String, String> OPERATIONS =
      Map.of(
          "lambda", "Invoke",
          "states", "StartExecution",
          "sqs", "SendMessage",
          "sns", "Publish",
          "kinesis", "PutRecord",
          "events", "PutEvents");
  private static final Set<String> MEMBERS =
      Set.of(
          "Arn",
          "RoleArn",
          "Input",
          "RetryPolicy",
          "DeadLetterConfig",
          "SqsParameters",
          "KinesisParameters",
          "EventBridgeParameters");
  private static final int MOST_RETRIES = 185;
  private static final int MOST_SECONDS = 86_400;
  private static final int ARN_PARTS = 6;

  static ScheduleTarget of(JsonNode definition) {
    String arn = definition.path("Arn").asText();
    String[] parts = arn.split(":", ARN_PARTS);
    if (parts.length < ARN_PARTS) {
      throw AwsError.validation("Provided Arn is not in correct format.");
    }
    if (!OPERATIONS.containsKey(parts[2])) {
      throw AwsError.validation(
          "The lab's schedules call functions, state machines, queues, topics, streams and event"
              + " buses, and have no universal targets: not "
              + arn);
    }
    for (Map.Entry<String, JsonNode> member : definition.properties()) {
      if (!MEMBERS.contains(member.getKey())) {
        throw AwsError.validation("The lab's schedules have no " + member.getKey());
      }
    }
    if (!definition.path("RoleArn").asText().matches("arn:aws:iam::\\d{12}:role/.+")) {
      throw AwsError.validation(
          "1 validation error detected: Value '"
              + definition.path("RoleArn").asText()
              + "' at 'target.roleArn' failed to satisfy constraint: Member must satisfy regular"
              + " expression pattern: arn:aws[a-z-]*:iam::\\d{12}:role\\/[\\w+=,.@\\/-]+");
    }
    if (parts[2].equals("events") && !definition.hasNonNull("EventBridgeParameters")) {
      throw AwsError.validation("EventBridgeParameters must be specified for target: " + arn);
    }
    if (definition.path("Input").asText().contains("<aws.scheduler.attempt-number>")) {
      throw AwsError.validation("The lab's schedules do not number their attempts.");
    }
    return new ScheduleTarget(arn, definition);
  }

  String service() {
    return arn.split(":", ARN_PARTS)[2];
  }

  String region() {
    return arn.split(":", ARN_PARTS)[3];
  }

  String operation() {
    return OPERATIONS.get(service());
  }

  Optional<String> deadLetterArn() {
    return Optional.ofNullable(definition.path("DeadLetterConfig").path("Arn").textValue());
  }

  RetryPolicy retryPolicy() {
    JsonNode policy = definition.path("RetryPolicy");
    return new RetryPolicy(
        policy.path("MaximumRetryAttempts").asInt(MOST_RETRIES),
        Duration.ofSeconds(policy.path("MaximumEventAgeInSeconds").asInt(MOST_SECONDS)));
  }

  /** The members of the call. */
  ObjectNode call(String executionId, String text) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    switch (service()) {
      case "lambda":
        return input.put("FunctionName", arn).put("InvocationType", "Event").put("Payload", bytes);
      case "states":
        return input.put("stateMachineArn", arn).put("name", executionId).put("input", text);
      case "sns":
        return input.put("TopicArn", arn).put("Message", text);
      case "sqs":
        input.put("QueueUrl", SqsService.url(arn)).put("MessageBody", text);
        JsonNode group = definition.path("SqsParameters").path("MessageGroupId");
        return group.isTextual() ? input.set("MessageGroupId", group) : input;
      case "kinesis":
        String key = definition.path("KinesisParameters").path("PartitionKey").asText(executionId);
        return input.put("StreamARN", arn).put("Data", bytes).put("PartitionKey", key);
      default:
        JsonNode parameters = definition.path("EventBridgeParameters");
        input
            .putArray("Entries")
            .addObject()
            .put("EventBusName", arn)
            .put("DetailType", parameters.path("DetailType").asText())
            .put("Source", parameters.path("Source").asText())
            .put("Detail", text);
        return input;
    }
  }
}
