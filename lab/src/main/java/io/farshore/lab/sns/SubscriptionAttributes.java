package io.farshore.lab.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;

/** What can be set of a subscription. */
final class SubscriptionAttributes {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> NAMES =
      Set.of(
          "RawMessageDelivery",
          "FilterPolicy",
          "FilterPolicyScope",
          "RedrivePolicy",
          "DeliveryPolicy",
          "SubscriptionRoleArn");

  private SubscriptionAttributes() {}

  static void check(String name, String value, boolean fifoTopic) {
    if (!NAMES.contains(name)) {
      throw SnsErrors.invalid("AttributeName");
    }
    switch (name) {
      case "RawMessageDelivery" -> {
        if (!value.matches("(?i)true|false")) {
          throw SnsErrors.invalid(
              "RawMessageDelivery: Invalid value [" + value + "]. Must be true or false.");
        }
      }
      case "FilterPolicyScope" -> {
        if (!value.matches("MessageAttributes|MessageBody")) {
          throw SnsErrors.invalid(
              "FilterPolicyScope: Invalid value ["
                  + value
                  + "]. Please use either MessageBody or MessageAttributes");
        }
      }
      case "RedrivePolicy" -> checkRedrive(value, fifoTopic);
      default -> {
        if (!value.isEmpty() && name.endsWith("Policy")) {
          tree(name, value);
        }
      }
    }
  }

  private static void checkRedrive(String value, boolean fifoTopic) {
    if (value.isEmpty()) {
      return;
    }
    JsonNode policy = tree("RedrivePolicy", value);
    if (policy.isEmpty()) {
      return;
    }
    String arn = policy.path("deadLetterTargetArn").asText();
    if (!arn.matches("arn:aws:sqs:[^:]+:\\d{12}:.+")) {
      throw SnsErrors.invalid("RedrivePolicy: deadLetterTargetArn is an invalid arn");
    }
    if (fifoTopic && !arn.endsWith(".fifo")) {
      throw SnsErrors.invalid(
          "RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.");
    }
  }

  static JsonNode tree(String name, String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw SnsErrors.invalid(name + ": failed to parse JSON. " + e.getMessage());
    }
  }
}
