package io.farshore.lab.sns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/**
 * A message on its way to subscribers.
 *
 * @param texts of a message that differs by protocol; else only {@code default}
 * @param groupId empty for none
 * @param deduplicationId empty for none
 * @param sequenceNumber empty in a standard topic
 */
record Publication(
    String topicArn,
    String messageId,
    Optional<String> subject,
    Map<String, String> texts,
    ObjectNode attributes,
    String groupId,
    String deduplicationId,
    String sequenceNumber,
    String signatureVersion,
    Instant time) {

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  String text() {
    return texts.get("default");
  }

  String text(String protocol) {
    return texts.getOrDefault(protocol, text());
  }

  /** The envelope in which a queue finds the message. */
  ObjectNode envelope(Subscription to) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("Type", "Notification").put("MessageId", messageId);
    if (!sequenceNumber.isEmpty()) {
      node.put("SequenceNumber", sequenceNumber);
    }
    node.put("TopicArn", topicArn);
    subject.ifPresent(text -> node.put("Subject", text));
    node.put("Message", text("sqs")).put("Timestamp", TIMESTAMP.format(time));
    if (sequenceNumber.isEmpty()) {
      node.put("SignatureVersion", signatureVersion)
          .put("Signature", unsigned())
          .put("SigningCertURL", certificate(to));
    }
    node.put("UnsubscribeURL", unsubscribe(to));
    if (!attributes.isEmpty()) {
      node.set("MessageAttributes", typed());
    }
    return node;
  }

  /** The event that a function is given. */
  ObjectNode event(Subscription to) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    ObjectNode record = event.putArray("Records").addObject();
    record
        .put("EventSource", "aws:sns")
        .put("EventVersion", "1.0")
        .put("EventSubscriptionArn", to.arn());
    ObjectNode sns = record.putObject("Sns");
    sns.put("Type", "Notification").put("MessageId", messageId).put("TopicArn", topicArn);
    sns.put("Subject", subject.orElse(null))
        .put("Message", text("lambda"))
        .put("Timestamp", TIMESTAMP.format(time))
        .put("SignatureVersion", signatureVersion)
        .put("Signature", unsigned())
        .put("SigningCertUrl", certificate(to))
        .put("UnsubscribeUrl", unsubscribe(to))
        .set("MessageAttributes", typed());
    return event;
  }

  private ObjectNode typed() {
    ObjectNode typed = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> each : attributes.properties()) {
      JsonNode value = each.getValue();
      typed
          .putObject(each.getKey())
          .put("Type", value.path("DataType").asText())
          .put(
              "Value",
              value.path(value.has("BinaryValue") ? "BinaryValue" : "StringValue").asText());
    }
    return typed;
  }

  /** Only SNS can sign: a verifier rejects this, as it should. */
  private static String unsigned() {
    return "dW5zaWduZWQ6IHRoaXMgaXMgYSBsYWIsIG5vdCBTTlM=";
  }

  private static String certificate(Subscription to) {
    return "https://sns."
        + to.topicArn().split(":")[3]
        + ".amazonaws.com/SimpleNotificationService-00000000000000000000000000000000.pem";
  }

  private static String unsubscribe(Subscription to) {
    return "https://sns."
        + to.topicArn().split(":")[3]
        + ".amazonaws.com/?Action=Unsubscribe&SubscriptionArn="
        + to.arn();
  }
}
