package io.farshore.lab.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.Account;
import io.farshore.lab.sqs.StoredMessage.NewMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Sends messages, and says what is wrong with those that can't be sent. */
final class SendApi {

  private static final int LONGEST_DELAY = 900;

  private SendApi() {}

  /** Refuses a batch of which an entry lacks what FIFO queues want. */
  static void checkBatch(Queue queue, JsonNode input) {
    for (JsonNode entry : input.path("Entries")) {
      if (queue.name().isFifo() && !entry.hasNonNull("MessageGroupId")) {
        throw SqsErrors.invalid("The request must contain the parameter MessageGroupId.");
      }
      if (!entry.hasNonNull("MessageDeduplicationId")) {
        requireContentBased(queue);
      }
    }
  }

  private static void requireContentBased(Queue queue) {
    boolean byContent = queue.attributes().is("ContentBasedDeduplication", "true");
    if (queue.name().isFifo() && !byContent) {
      throw SqsErrors.invalid(
          "The queue should either have ContentBasedDeduplication enabled or"
              + " MessageDeduplicationId provided explicitly");
    }
  }

  /** The answer to SendMessage, or of one entry of a batch. */
  static ObjectNode send(Queue queue, JsonNode input) {
    String body = body(input);
    ObjectNode attributes = attributes(input.path("MessageAttributes"));
    ObjectNode system = attributes(input.path("MessageSystemAttributes"));
    int most = queue.attributes().number("MaximumMessageSize");
    if (size(input) > most) {
      throw SqsErrors.invalid(
          "One or more parameters are invalid. Reason: Message must be shorter than "
              + most
              + " bytes.");
    }
    Duration delay = delay(queue, input);
    StoredMessage message = queue.send(content(queue, input, body, attributes, system), delay);
    ObjectNode output = JsonNodeFactory.instance.objectNode();
    output.put("MD5OfMessageBody", Checksums.of(body));
    if (!attributes.isEmpty()) {
      output.put("MD5OfMessageAttributes", Checksums.ofAttributes(attributes));
    }
    if (!system.isEmpty()) {
      output.put("MD5OfMessageSystemAttributes", Checksums.ofAttributes(system));
    }
    output.put("MessageId", message.id());
    if (queue.name().isFifo()) {
      output.put("SequenceNumber", message.content().sequenceNumber());
    }
    return output;
  }

  /** The bytes of a message: its body, and the names, types and values of its attributes. */
  static int size(JsonNode input) {
    int bytes = length(input.path("MessageBody").asText());
    for (Map.Entry<String, JsonNode> attribute : input.path("MessageAttributes").properties()) {
      bytes += length(attribute.getKey()) + length(attribute.getValue().path("DataType").asText());
      bytes += Checksums.value(attribute.getValue()).length;
    }
    return bytes;
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String body(JsonNode input) {
    String body = input.path("MessageBody").asText();
    if (body.isEmpty()) {
      throw SqsErrors.missing("MessageBody");
    }
    boolean valid = body.codePoints().allMatch(SendApi::isValid);
    if (!valid) {
      throw SqsErrors.of(
          "InvalidMessageContents",
          "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF"
              + " | #xE000 to #xFFFD | #x10000 to #x10FFFF");
    }
    return body;
  }

  private static boolean isValid(int c) {
    return c == 0x9
        || c == 0xA
        || c == 0xD
        || c >= 0x20 && c <= 0xD7FF
        || c >= 0xE000 && c <= 0xFFFD
        || c >= 0x10000;
  }

  private static Duration delay(Queue queue, JsonNode input) {
    Duration usual = queue.attributes().seconds("DelaySeconds");
    if (!input.hasNonNull("DelaySeconds")) {
      return usual;
    }
    int seconds = input.get("DelaySeconds").asInt();
    if (seconds < 0 || seconds > LONGEST_DELAY) {
      throw SqsErrors.invalid(
          String.valueOf(seconds), "DelaySeconds", "DelaySeconds must be >= 0 and <= 900.");
    }
    if (queue.name().isFifo() && seconds > 0) {
      throw SqsErrors.invalid(
          String.valueOf(seconds),
          "DelaySeconds",
          "The request include parameter that is not valid for this queue type.");
    }
    return queue.name().isFifo() ? usual : Duration.ofSeconds(seconds);
  }

  private static NewMessage content(
      Queue queue, JsonNode input, String body, ObjectNode attributes, ObjectNode system) {
    String group = id(input, "MessageGroupId");
    String duplicate = id(input, "MessageDeduplicationId");
    if (!queue.name().isFifo()) {
      return new NewMessage(body, attributes, system, Account.ID, group, duplicate, "");
    }
    if (group.isEmpty()) {
      throw SqsErrors.missing("MessageGroupId");
    }
    if (duplicate.isEmpty()) {
      requireContentBased(queue);
    }
    return new NewMessage(
        body,
        attributes,
        system,
        Account.ID,
        group,
        duplicate.isEmpty() ? Checksums.sha256(body) : duplicate,
        queue.nextSequenceNumber());
  }

  private static String id(JsonNode input, String member) {
    if (!input.hasNonNull(member)) {
      return "";
    }
    String id = input.get(member).asText();
    if (!id.matches("[A-Za-z0-9\\p{Punct}]{1,128}")) {
      throw SqsErrors.invalid(
          id,
          member,
          member
              + " can only include alphanumeric and punctuation characters. 1 to 128 in length.");
    }
    return id;
  }

  private static ObjectNode attributes(JsonNode given) {
    ObjectNode attributes = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> each : given.properties()) {
      check(each.getKey(), each.getValue());
      attributes.set(each.getKey(), each.getValue().deepCopy());
    }
    return attributes;
  }

  private static void check(String name, JsonNode attribute) {
    String type = attribute.path("DataType").asText();
    if (!name.matches("[\\p{L}\\p{N}_.-]{1,256}") || name.matches("(?i)(aws|amazon)\\..*")) {
      throw SqsErrors.invalid("Message (user) attribute name '" + name + "' is invalid.");
    }
    if (type.isEmpty()) {
      throw SqsErrors.invalid(
          "The message attribute '" + name + "' must contain non-empty message attribute type.");
    }
    if (!type.matches("(String|Number|Binary)(\\..+)?")) {
      throw SqsErrors.invalid(
          "The message attribute '"
              + name
              + "' has an invalid message attribute type, the set of supported type prefixes is"
              + " Binary, Number, and String.");
    }
    String member = type.startsWith("Binary") ? "BinaryValue" : "StringValue";
    if (!attribute.path("StringValue").asText().codePoints().allMatch(SendApi::isValid)) {
      throw SqsErrors.invalid(
          "Invalid binary character in message attribute '" + name + "' of type '" + type + "'.");
    }
    if (!attribute.hasNonNull(member) || Checksums.value(attribute).length == 0) {
      throw SqsErrors.invalid(
          "Message (user) attribute '"
              + name
              + "' must contain a non-empty value of type '"
              + type
              + "'.");
    }
  }
}
