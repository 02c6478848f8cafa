package io.farshore.lab.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import java.time.Duration;
import java.util.Set;

/**
 * Where a rule's events go.
 *
 * @param id unique in the rule
 * @param arn of a function, a state machine, a topic or an event bus
 * @param input makes the target's input of the event
 * @param maximumRetryAttempts 0 to 185
 * @param maximumEventAge 1 minute to 24 hours
 * @param definition as it was put
 */
record Target(
    String id,
    String arn,
    TargetInput input,
    int maximumRetryAttempts,
    Duration maximumEventAge,
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
          "DeadLetterConfig");
  private static final Set<String> SERVICES = Set.of("lambda", "states", "sns", "events");
  private static final int MOST_RETRIES = 185;
  private static final int MOST_SECONDS = 86_400;
  private static final int ARN_PARTS = 6;

  /** Reads a target; what the lab can't do is refused. */
  static Target of(ObjectNode definition) {
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
    if (parts.length < ARN_PARTS || !SERVICES.contains(parts[2])) {
      throw AwsError.validation(
          "The lab's targets are functions, state machines, topics and event buses, not " + arn);
    }
    JsonNode retry = definition.path("RetryPolicy");
    return new Target(
        definition.path("Id").asText(),
        arn,
        TargetInput.of(definition),
        retry.path("MaximumRetryAttempts").asInt(MOST_RETRIES),
        Duration.ofSeconds(retry.path("MaximumEventAgeInSeconds").asInt(MOST_SECONDS)),
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
}
