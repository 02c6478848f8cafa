package io.farshore.lab.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Takes messages for topics. Guarded by its service's lock. */
final class PublishApi {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BYTES = 262_144;
  private static final int MOST_ENTRIES = 10;

  private final Clock clock;
  private final Supplier<String> ids;
  private final SnsDelivery delivery;

  PublishApi(Clock clock, Supplier<String> ids, SnsDelivery delivery) {
    this.clock = clock;
    this.ids = ids;
    this.delivery = delivery;
  }

  ObjectNode publish(Topic topic, JsonNode input) {
    return publish(topic, input, "");
  }

  ObjectNode publishBatch(Topic topic, JsonNode input) {
    JsonNode entries = input.path("PublishBatchRequestEntries");
    checkBatch(topic, entries);
    ObjectNode output = JSON.createObjectNode();
    ArrayNode successful = output.putArray("Successful");
    ArrayNode failed = output.putArray("Failed");
    int number = 0;
    for (JsonNode entry : entries) {
      String where = "publishBatchRequestEntries." + ++number + ".member.";
      String id = entry.path("Id").asText();
      try {
        ObjectNode answer = publish(topic, entry, where);
        successful.addObject().put("Id", id).setAll(answer);
      } catch (AwsError e) {
        if (e.code().startsWith("Validation") || e.code().startsWith("InvalidParameterValue")) {
          throw e;
        }
        failed
            .addObject()
            .put("Id", id)
            .put("Code", e.code().replace("Exception", ""))
            .put("Message", e.getMessage())
            .put("SenderFault", true);
      }
    }
    return output;
  }

  private static void checkBatch(Topic topic, JsonNode entries) {
    if (entries.isEmpty()) {
      throw SnsErrors.of(
          "EmptyBatchRequestException", "The batch request doesn't contain any entries.");
    }
    if (entries.size() > MOST_ENTRIES) {
      throw SnsErrors.of(
          "TooManyEntriesInBatchRequestException",
          "The batch request contains more entries than permissible.");
    }
    Set<String> ids = new HashSet<>();
    int bytes = 0;
    for (JsonNode entry : entries) {
      String id = entry.path("Id").asText();
      if (!ids.add(id)) {
        throw SnsErrors.of(
            "BatchEntryIdsNotDistinctException",
            "Two or more batch entries in the request have the same Id.");
      }
      checkId(id);
      bytes += size(entry);
    }
    if (topic.isFifo()) {
      entries.forEach(entry -> checkFifo(topic, entry));
    }
    if (bytes > MOST_BYTES) {
      throw SnsErrors.of(
          "BatchRequestTooLongException",
          "The length of all the messages put together is more than the limit.");
    }
  }

  private static void checkId(String id) {
    String code = "InvalidBatchEntryIdException";
    if (id.length() > 80) {
      throw SnsErrors.of(code, "The Id of a batch entry in the batch request is too long: " + id);
    }
    if (!id.matches("[A-Za-z0-9_-]+")) {
      throw SnsErrors.of(
          code,
          "The Id of a batch entry in the batch request contains an impermissible character: "
              + id);
    }
  }

  private static void checkFifo(Topic topic, JsonNode input) {
    if (input.path("MessageGroupId").asText().isEmpty()) {
      throw SnsErrors.invalid("The MessageGroupId parameter is required for FIFO topics");
    }
    if (input.path("MessageDeduplicationId").asText().isEmpty() && !topic.deduplicatesByContent()) {
      throw SnsErrors.invalid(
          "The topic should either have ContentBasedDeduplication enabled or"
              + " MessageDeduplicationId provided explicitly");
    }
  }

  private ObjectNode publish(Topic topic, JsonNode input, String where) {
    String text = input.path("Message").asText();
    Map<String, String> texts = texts(input, text);
    if (topic.isFifo()) {
      checkFifo(topic, input);
    } else if (input.hasNonNull("MessageDeduplicationId")) {
      throw SnsErrors.invalid(
          "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter"
              + " that is not valid for this topic type");
    }
    if (text.isEmpty()) {
      throw SnsErrors.invalid("Empty message");
    }
    if (size(input) > MOST_BYTES) {
      throw SnsErrors.invalid("Message too long");
    }
    ObjectNode attributes = MessageAttributes.of(input.path("MessageAttributes"), where);
    return send(topic, input, texts, attributes);
  }

  private ObjectNode send(
      Topic topic, JsonNode input, Map<String, String> texts, ObjectNode attributes) {
    String text = texts.get("default");
    String duplicate = input.path("MessageDeduplicationId").asText();
    if (topic.isFifo()) {
      duplicate = duplicate.isEmpty() ? sha256(text) : duplicate;
      Topic.Sent now = new Topic.Sent(ids.get(), topic.nextSequenceNumber(), clock.millis());
      Topic.Sent before = topic.published(duplicate, now);
      if (before != null) {
        return answer(before.messageId(), before.sequenceNumber());
      }
      return send(topic, input, texts, attributes, duplicate, now);
    }
    return send(topic, input, texts, attributes, "", new Topic.Sent(ids.get(), "", 0));
  }

  private ObjectNode send(
      Topic topic,
      JsonNode input,
      Map<String, String> texts,
      ObjectNode attributes,
      String duplicate,
      Topic.Sent sent) {
    Publication publication =
        new Publication(
            topic.arn(),
            sent.messageId(),
            subject(input),
            texts,
            attributes,
            input.path("MessageGroupId").asText(),
            duplicate,
            sent.sequenceNumber(),
            topic.attributes().getOrDefault("SignatureVersion", "1"),
            clock.instant());
    topic.keep(
        new Message(
            topic.arn(),
            publication.messageId(),
            publication.subject().orElse(""),
            publication.text(),
            publication.time()));
    List<Subscription> wanting = new ArrayList<>(topic.subscriptions().values());
    wanting.removeIf(each -> each.isPending() || !each.wants(publication));
    wanting.forEach(each -> delivery.deliver(publication, each));
    return answer(publication.messageId(), publication.sequenceNumber());
  }

  private static ObjectNode answer(String messageId, String sequenceNumber) {
    ObjectNode output = JSON.createObjectNode().put("MessageId", messageId);
    return sequenceNumber.isEmpty() ? output : output.put("SequenceNumber", sequenceNumber);
  }

  private static Optional<String> subject(JsonNode input) {
    if (!input.hasNonNull("Subject")) {
      return Optional.empty();
    }
    String subject = input.get("Subject").asText();
    if (subject.isEmpty() || subject.length() > 100 || subject.contains("\n")) {
      throw SnsErrors.invalid("Subject");
    }
    return Optional.of(subject);
  }

  private static Map<String, String> texts(JsonNode input, String text) {
    if (!input.path("MessageStructure").asText().equals("json")) {
      return Map.of("default", text);
    }
    JsonNode byProtocol;
    try {
      byProtocol = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw SnsErrors.invalid("Message Structure - JSON message body failed to parse");
    }
    if (!byProtocol.path("default").isTextual()) {
      throw SnsErrors.invalid("Message Structure - No default entry in JSON message body");
    }
    Map<String, String> texts = new HashMap<>();
    for (Map.Entry<String, JsonNode> each : byProtocol.properties()) {
      if (each.getValue().isTextual()) {
        texts.put(each.getKey(), each.getValue().textValue());
      }
    }
    return texts;
  }

  private static int size(JsonNode input) {
    int bytes = length(input.path("Message").asText());
    for (Map.Entry<String, JsonNode> each : input.path("MessageAttributes").properties()) {
      bytes += length(each.getKey()) + length(each.getValue().path("DataType").asText());
      bytes += length(each.getValue().path("StringValue").asText());
      bytes += length(each.getValue().path("BinaryValue").asText()) * 3 / 4;
    }
    return bytes;
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
