package io.farshore.lab.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.events.Attempts.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Where a rule's events go.
 *
 * @param id unique in the rule
 * @param arn of a function, a state machine, a queue, a topic, a stream, a log group or a bus
 * @param input makes the target's input of the event
 * @param retryPolicy 0 to 185 attempts in 1 minute to 24 hours
 * @param deadLetterArn of the queue for what it does not take
 * @param definition as it was put
 */
record Target(
    String id,
    String arn,
    TargetInput input,
    RetryPolicy retryPolicy,
    Optional<String> deadLetterArn,
    ObjectNode definition) {

  private static final Set<String> MEMBERS =
      Set.of(
          "Id",
          "Arn",
          "RoleArn",
          "Input",
          "InputPath",
          "InputTransformer",
          "RetryPolicy",
          "SqsParameters",
          "KinesisParameters",
          "DeadLetterConfig");
  private static final Set<String> SERVICES =
      Set.of("lambda", "states", "sns", "sqs", "kinesis", "logs", "events");
  private static final int MOST_RETRIES = 185;
  private static final int MOST_SECONDS = 86_400;
  private static final int ARN_PARTS = 6;

  /** Reads a target; what the lab can't do is refused. */
  static Target of(ObjectNode definition) {
    String id = definition.path("Id").asText();
    definition
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!MEMBERS.contains(name)) {
                throw AwsError.validation("The lab's targets have no " + name);
              }
            });
    String arn = definition.path("Arn").asText();
    String[] parts = arn.split(":", ARN_PARTS);
    if (parts.length < ARN_PARTS || !parts[0].equals("arn")) {
      throw AwsError.validation(
          "Parameter " + arn + " is not valid. Reason: Provided Arn is not in correct format.");
    }
    boolean kind = !parts[2].equals("events") || parts[5].startsWith("event-bus/");
    if (!SERVICES.contains(parts[2]) || !kind) {
      throw AwsError.validation(
          "The lab's targets are functions, state machines, queues, topics, streams, log groups"
              + " and event buses, not "
              + arn);
    }
    if (parts[2].equals("sqs")
        && arn.endsWith(".fifo")
        && !definition.path("SqsParameters").hasNonNull("MessageGroupId")) {
      throw AwsError.validation(
          "Parameter(s) SqsParameters must be specified for target: " + id + ".");
    }
    JsonNode retry = definition.path("RetryPolicy");
    return new Target(
        id,
        arn,
        TargetInput.of(definition),
        new RetryPolicy(
            retry.path("MaximumRetryAttempts").asInt(MOST_RETRIES),
            Duration.ofSeconds(retry.path("MaximumEventAgeInSeconds").asInt(MOST_SECONDS))),
        Optional.ofNullable(definition.path("DeadLetterConfig").path("Arn").textValue()),
        definition);
  }

  String service() {
    return arn.split(":", ARN_PARTS)[2];
  }

  String region() {
    return arn.split(":", ARN_PARTS)[3];
  }

  String resource() {
    return arn.split(":", ARN_PARTS)[5];
  }

  /** The partition key that the event has for a stream; empty for the event's id. */
  Optional<String> partitionKey(JsonNode event) {
    String path = definition.path("KinesisParameters").path("PartitionKeyPath").asText();
    return path.isEmpty()
        ? Optional.empty()
        : Optional.of(JsonPath.of(path).in(event).asText()).filter(key -> !key.isEmpty());
  }
}
