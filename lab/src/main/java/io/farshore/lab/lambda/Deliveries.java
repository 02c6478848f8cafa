package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.Cause;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.Caller;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what Lambda has to say to queues, topics, functions and event buses, by the role of the
 * function that it is about. Thread-safe.
 */
final class Deliveries {

  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  private final AwsApi api;
  private final Supplier<String> ids;

  Deliveries(AwsApi api, Supplier<String> ids) {
    this.api = api;
    this.ids = ids;
  }

  /** Whether the lab can deliver to an ARN. */
  static boolean reaches(String arn) {
    return arn.matches("arn:aws:(sqs|sns|lambda|events):[a-z0-9-]+:\\d{12}:.+");
  }

  /**
   * Delivers one document.
   *
   * @return true when it is delivered, false when it cannot be and never will; fails while the
   *     target does not answer
   */
  CompletableFuture<Boolean> deliver(Caller by, String arn, String document) {
    return deliver(by, arn, document, Map.of(), new BusEvent("", ""));
  }

  /**
   * What an event says where the target is a bus, and nothing where it is not.
   *
   * @param detailType of the event
   * @param functionArn with the version
   */
  record BusEvent(String detailType, String functionArn) {}

  /**
   * The same.
   *
   * @param by the function's role, in the function's Region
   * @param attributes of the message, where the target is a queue or a topic
   */
  CompletableFuture<Boolean> deliver(
      Caller by, String arn, String document, Map<String, String> attributes, BusEvent busEvent) {
    String[] parts = arn.split(":", 6);
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    String operation =
        switch (parts[2]) {
          case "sqs" -> message(input, arn, document, attributes);
          case "sns" -> notification(input, arn, document, attributes);
          case "lambda" -> invocation(input, arn, document);
          case "events" -> event(input, arn, document, busEvent);
          default -> throw new IllegalArgumentException("Nothing is delivered to " + arn);
        };
    ApiCall call = new ApiCall(by, parts[3], parts[2], operation, input, ids.get());
    return api.call(call).handle((answer, failure) -> settled(arn, answer, failure));
  }

  private static boolean settled(String arn, JsonNode answer, Throwable failure) {
    Throwable cause = Cause.of(failure);
    if (cause instanceof AwsError error) {
      LOG.warn("{} takes no message: {}", arn, error.code());
      return false;
    }
    if (cause != null) {
      throw new CompletionException(cause);
    }
    if (answer.path("FailedEntryCount").asInt() > 0) {
      LOG.warn("{} takes no event", arn);
      return false;
    }
    return true;
  }

  private static String message(
      ObjectNode input, String arn, String document, Map<String, String> attributes) {
    String[] parts = arn.split(":", 6);
    input.put(
        "QueueUrl", "https://sqs.%s.amazonaws.com/%s/%s".formatted(parts[3], parts[4], parts[5]));
    input.put("MessageBody", document);
    attributes(input, attributes);
    return "SendMessage";
  }

  private static String notification(
      ObjectNode input, String arn, String document, Map<String, String> attributes) {
    input.put("TopicArn", arn);
    input.put("Message", document);
    attributes(input, attributes);
    return "Publish";
  }

  private static void attributes(ObjectNode input, Map<String, String> attributes) {
    if (attributes.isEmpty()) {
      return;
    }
    ObjectNode all = input.putObject("MessageAttributes");
    attributes.forEach(
        (name, value) ->
            all.putObject(name)
                .put("DataType", value.matches("\\d+") ? "Number" : "String")
                .put("StringValue", value));
  }

  private static String invocation(ObjectNode input, String arn, String document) {
    input.put("FunctionName", arn);
    input.put("InvocationType", "Event");
    input.put("Payload", document.getBytes(StandardCharsets.UTF_8));
    return "Invoke";
  }

  private static String event(ObjectNode input, String arn, String document, BusEvent busEvent) {
    ObjectNode entry = input.putArray("Entries").addObject();
    entry.put("Source", "lambda");
    entry.put("DetailType", busEvent.detailType());
    entry.put("Detail", document);
    entry.put("EventBusName", arn);
    entry.putArray("Resources").add(arn).add(busEvent.functionArn());
    return "PutEvents";
  }
}
