package io.farshore.lab.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What can be set of a queue. Not thread-safe. */
final class QueueAttributes {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Numbers, with their least and their greatest value. */
  private static final Map<String, List<Integer>> NUMBERS =
      Map.of(
          "DelaySeconds", List.of(0, 900),
          "MaximumMessageSize", List.of(1024, 1_048_576),
          "MessageRetentionPeriod", List.of(60, 1_209_600),
          "ReceiveMessageWaitTimeSeconds", List.of(0, 20),
          "VisibilityTimeout", List.of(0, 43_200),
          "KmsDataKeyReusePeriodSeconds", List.of(60, 86_400));

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "DelaySeconds", "0",
          "MaximumMessageSize", "1048576",
          "MessageRetentionPeriod", "345600",
          "ReceiveMessageWaitTimeSeconds", "0",
          "VisibilityTimeout", "30");

  private static final Set<String> FIFO =
      Set.of("FifoQueue", "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit");
  private static final Set<String> OTHERS =
      Set.of(
          "Policy",
          "RedrivePolicy",
          "RedriveAllowPolicy",
          "KmsMasterKeyId",
          "SqsManagedSseEnabled");

  private final boolean fifo;
  private final Map<String, String> values = new LinkedHashMap<>();

  /** Where messages go that were received too often. */
  record Redrive(String deadLetterTargetArn, int maxReceiveCount) {}

  QueueAttributes(boolean fifo) {
    this.fifo = fifo;
    values.putAll(DEFAULTS);
    values.put("SqsManagedSseEnabled", "true");
    if (fifo) {
      values.put("FifoQueue", "true");
      values.put("ContentBasedDeduplication", "false");
      values.put("DeduplicationScope", "queue");
      values.put("FifoThroughputLimit", "perQueue");
    }
  }

  Map<String, String> values() {
    return values;
  }

  /** Names of attributes that can be asked for but not set. */
  static boolean isReadable(String name) {
    return name.equals("All")
        || isSettable(name)
        || Set.of(
                "ApproximateNumberOfMessages",
                "ApproximateNumberOfMessagesNotVisible",
                "ApproximateNumberOfMessagesDelayed",
                "CreatedTimestamp",
                "LastModifiedTimestamp",
                "QueueArn")
            .contains(name);
  }

  private static boolean isSettable(String name) {
    return NUMBERS.containsKey(name) || FIFO.contains(name) || OTHERS.contains(name);
  }

  /** Sets what {@code changes} names, all or nothing. */
  void set(JsonNode asked) {
    ObjectNode changes = normal(asked);
    changes.properties().forEach(each -> check(each.getKey(), each.getValue().asText()));
    boolean kms = !changes.path("KmsMasterKeyId").asText().isEmpty();
    if (kms && changes.path("SqsManagedSseEnabled").asText().equals("true")) {
      throw SqsErrors.attributeName(
          "You can use one type of server-side encryption (SSE) at one time. You can either enable"
              + " KMS SSE or SQS SSE.");
    }
    changes.properties().forEach(each -> put(each.getKey(), each.getValue().asText()));
    if (kms) {
      values.put("SqsManagedSseEnabled", "false");
    }
  }

  /** Truth is written in small letters, however it came. */
  private static ObjectNode normal(JsonNode attributes) {
    ObjectNode normal = JSON.createObjectNode();
    for (Map.Entry<String, JsonNode> each : attributes.properties()) {
      String text = each.getValue().asText();
      boolean truth = text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
      normal.put(each.getKey(), truth ? text.toLowerCase(Locale.ROOT) : text);
    }
    return normal;
  }

  private void put(String name, String value) {
    if (value.isEmpty() && DEFAULTS.containsKey(name)) {
      values.put(name, DEFAULTS.get(name));
    } else if (value.isEmpty()) {
      values.remove(name);
    } else {
      values.put(name, value);
    }
  }

  private void check(String name, String value) {
    if (!isSettable(name)) {
      throw SqsErrors.unknownAttribute(name);
    }
    if (FIFO.contains(name)) {
      checkFifo(name, value);
    } else if (NUMBERS.containsKey(name) && !value.isEmpty() && !isNumber(name, value)) {
      throw SqsErrors.attributeValue(name, "");
    } else if (name.equals("RedrivePolicy") && !value.isEmpty()) {
      redrive(value);
    } else if (name.equals("SqsManagedSseEnabled") && !value.matches("true|false")) {
      throw SqsErrors.attributeValue(name, "");
    }
  }

  private void checkFifo(String name, String value) {
    boolean scope = name.equals("DeduplicationScope") || name.equals("FifoThroughputLimit");
    if (!fifo && scope) {
      throw SqsErrors.attributeName(
          "You can specify the " + name + " only when FifoQueue is set to true.");
    }
    if (!fifo) {
      throw SqsErrors.unknownAttribute(name);
    }
    if (name.equals("FifoQueue") && !value.equals("true")) {
      throw SqsErrors.attributeValue(name, " Reason: Modifying queue type is not supported.");
    }
    boolean known =
        switch (name) {
          case "DeduplicationScope" -> value.matches("messageGroup|queue");
          case "FifoThroughputLimit" -> value.matches("perQueue|perMessageGroupId");
          default -> value.matches("true|false");
        };
    if (!known) {
      throw SqsErrors.attributeValue(name, "");
    }
  }

  private static boolean isNumber(String name, String value) {
    return value.matches("\\d{1,9}")
        && Integer.parseInt(value) >= NUMBERS.get(name).get(0)
        && Integer.parseInt(value) <= NUMBERS.get(name).get(1);
  }

  /** The attribute of the created queue that has another value than {@code asked}, if any. */
  Optional<String> differing(JsonNode asked) {
    return normal(asked).properties().stream()
        .filter(each -> !each.getValue().asText().equals(values.getOrDefault(each.getKey(), "")))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  int number(String name) {
    return Integer.parseInt(values.get(name));
  }

  Duration seconds(String name) {
    return Duration.ofSeconds(number(name));
  }

  boolean is(String name, String value) {
    return value.equals(values.get(name));
  }

  Optional<Redrive> redrive() {
    return Optional.ofNullable(values.get("RedrivePolicy")).map(QueueAttributes::redrive);
  }

  static Redrive redrive(String text) {
    JsonNode policy;
    try {
      policy = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw SqsErrors.invalid(text, "RedrivePolicy", "Redrive policy is not a valid JSON map.");
    }
    for (String name : List.of("maxReceiveCount", "deadLetterTargetArn")) {
      if (!policy.hasNonNull(name)) {
        throw SqsErrors.invalid(
            text,
            "RedrivePolicy",
            "Redrive policy does not contain mandatory attribute: " + name + ".");
      }
    }
    int most = policy.get("maxReceiveCount").asInt(0);
    if (most < 1 || most > 1000) {
      throw SqsErrors.invalid(
          text,
          "RedrivePolicy",
          "Invalid value for maxReceiveCount: "
              + policy.get("maxReceiveCount").asText()
              + ", valid values are from 1 to 1000 both inclusive.");
    }
    return new Redrive(policy.get("deadLetterTargetArn").asText(), most);
  }
}
