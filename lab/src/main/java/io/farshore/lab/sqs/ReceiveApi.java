package io.farshore.lab.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a receiver asks for.
 *
 * @param most messages
 * @param invisible how long they are then hidden from others
 * @param patience how long it waits for a message
 * @param attributes which of SQS's attributes it wants
 * @param userAttributes which of the sender's
 */
record ReceiveApi(
    int most,
    Duration invisible,
    Duration patience,
    List<String> attributes,
    Predicate<String> userAttributes) {

  private static final int MOST_MESSAGES = 10;
  private static final int LONGEST_WAIT = 20;
  private static final int LONGEST_INVISIBLE = 43_200;

  static ReceiveApi of(Queue queue, JsonNode input) {
    if (input.hasNonNull("ReceiveRequestAttemptId")) {
      throw SqsErrors.unsupported("The lab's queues know no ReceiveRequestAttemptId.");
    }
    int most =
        number(
            input,
            "MaxNumberOfMessages",
            1,
            1,
            MOST_MESSAGES,
            "Must be between 1 and 10, if provided.");
    int wait =
        number(
            input,
            "WaitTimeSeconds",
            queue.attributes().number("ReceiveMessageWaitTimeSeconds"),
            0,
            LONGEST_WAIT,
            "Must be >= 0 and <= 20, if provided.");
    int invisible =
        number(
            input,
            "VisibilityTimeout",
            queue.attributes().number("VisibilityTimeout"),
            0,
            LONGEST_INVISIBLE,
            "Must be >= 0 and <= 43200, if provided.");
    List<String> wanted = texts(input.path("AttributeNames"));
    wanted.addAll(texts(input.path("MessageSystemAttributeNames")));
    return new ReceiveApi(
        most,
        Duration.ofSeconds(invisible),
        Duration.ofSeconds(wait),
        wanted,
        named(texts(input.path("MessageAttributeNames"))));
  }

  static int number(
      JsonNode input, String member, int usual, int least, int greatest, String reason) {
    if (!input.hasNonNull(member)) {
      return usual;
    }
    int value = input.get(member).asInt();
    if (value < least || value > greatest) {
      throw SqsErrors.invalid(String.valueOf(value), member, reason);
    }
    return value;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static Predicate<String> named(List<String> names) {
    return attribute ->
        names.stream()
            .anyMatch(
                name ->
                    name.equals("All")
                        || name.equals(attribute)
                        || name.endsWith("*")
                            && attribute.startsWith(name.replaceFirst("\\.?\\*$", "")));
  }

  /** A message as the receiver gets it. */
  ObjectNode describe(StoredMessage message) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("MessageId", message.id())
        .put("ReceiptHandle", message.receipt())
        .put("MD5OfBody", Checksums.of(message.content().body()))
        .put("Body", message.content().body());
    ObjectNode system = system(message);
    if (!system.isEmpty()) {
      node.set("Attributes", system);
    }
    ObjectNode user = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> each : message.content().attributes().properties()) {
      if (userAttributes.test(each.getKey())) {
        user.set(each.getKey(), each.getValue());
      }
    }
    if (!user.isEmpty()) {
      node.put("MD5OfMessageAttributes", Checksums.ofAttributes(user));
      node.set("MessageAttributes", user);
    }
    return node;
  }

  private ObjectNode system(StoredMessage message) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.put("SenderId", message.content().senderId())
        .put("ApproximateFirstReceiveTimestamp", String.valueOf(message.firstReceivedMillis()))
        .put("ApproximateReceiveCount", String.valueOf(message.receiveCount()))
        .put("SentTimestamp", String.valueOf(message.sentMillis()));
    putUnlessEmpty(all, "SequenceNumber", message.content().sequenceNumber());
    putUnlessEmpty(all, "MessageDeduplicationId", message.content().deduplicationId());
    putUnlessEmpty(all, "MessageGroupId", message.content().groupId());
    message.deadLetterSource().ifPresent(arn -> all.put("DeadLetterQueueSourceArn", arn));
    message
        .content()
        .system()
        .properties()
        .forEach(each -> all.put(each.getKey(), each.getValue().path("StringValue").asText()));
    if (!attributes.contains("All")) {
      all.retain(attributes);
    }
    return all;
  }

  private static void putUnlessEmpty(ObjectNode node, String member, String value) {
    if (!value.isEmpty()) {
      node.put(member, value);
    }
  }
}
