package io.farshore.lab.stepfunctions.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.stepfunctions.asl.StateError;
import io.farshore.lab.stepfunctions.execution.ExecutionIdentity;
import io.farshore.lab.stepfunctions.execution.Tasks.Answer;
import io.farshore.lab.stepfunctions.execution.Tasks.Failed;
import io.farshore.lab.stepfunctions.execution.Tasks.Succeeded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Invokes functions, and reads what they return or throw. */
final class LambdaTask {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ErrorNames ERRORS =
      ErrorNames.first("Lambda", "AWSLambdaException", "AWSLambda");

  private final ServiceTasks.Sender sender;
  private final HttpMetadata metadata;

  LambdaTask(ServiceTasks.Sender sender, HttpMetadata metadata) {
    this.sender = sender;
    this.metadata = metadata;
  }

  /** {@code lambda:invoke}: the result is the whole answer. */
  CompletableFuture<Answer> invoke(ObjectNode parameters, ExecutionIdentity execution) {
    ObjectNode input = parameters.deepCopy();
    if (!input.has("InvocationType")) {
      input.put("InvocationType", "RequestResponse");
    }
    JsonNode payload = input.hasNonNull("Payload") ? input.get("Payload") : input.objectNode();
    input.put("Payload", text(payload).getBytes(StandardCharsets.UTF_8));
    return send(
        input,
        execution,
        (answer, id) ->
            new Succeeded(
                metadata.add(
                    answer,
                    id,
                    "application/json",
                    Map.of(
                        "Connection",
                        "keep-alive",
                        "X-Amz-Executed-Version",
                        answer.path("ExecutedVersion").asText("$LATEST")))));
  }

  /** A function by its ARN: the result is the payload. */
  CompletableFuture<Answer> plain(String function, JsonNode payload, ExecutionIdentity execution) {
    ObjectNode input =
        JsonNodeFactory.instance
            .objectNode()
            .put("FunctionName", function)
            .put("InvocationType", "RequestResponse")
            .put("Payload", payload.toString().getBytes(StandardCharsets.UTF_8));
    return send(input, execution, (answer, id) -> new Succeeded(answer.path("Payload")));
  }

  private CompletableFuture<Answer> send(
      ObjectNode input, ExecutionIdentity execution, ServiceTasks.AnswerShape shape) {
    return sender.send(
        new ServiceTasks.Request("lambda", "Invoke", input, ERRORS),
        execution,
        (answer, requestId) -> {
          JsonNode payload = payload(answer);
          if (answer.hasNonNull("FunctionError")) {
            String type = payload.path("errorType").asText("");
            return new Failed(
                new StateError(type.isEmpty() ? "Lambda.Unknown" : type, payload.toString()));
          }
          return shape.apply(readable(answer, payload), requestId);
        });
  }

  private static ObjectNode readable(JsonNode answer, JsonNode payload) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    answer.properties().forEach(e -> result.set(e.getKey(), e.getValue()));
    result.set("Payload", payload);
    return result;
  }

  /** The payload as it is sent: a text that is JSON already stays as it is. */
  private static String text(JsonNode payload) {
    if (payload.isTextual()) {
      try {
        MAPPER.readTree(payload.textValue());
        return payload.textValue().isBlank() ? payload.toString() : payload.textValue();
      } catch (IOException e) {
        return payload.toString();
      }
    }
    return payload.toString();
  }

  private static JsonNode payload(JsonNode answer) {
    byte[] bytes;
    try {
      bytes = answer.path("Payload").binaryValue();
    } catch (IOException e) {
      throw new UncheckedIOException("The payload of the function can't be read", e);
    }
    if (bytes == null || bytes.length == 0) {
      return JsonNodeFactory.instance.nullNode();
    }
    try {
      return MAPPER.readTree(bytes);
    } catch (IOException e) {
      return JsonNodeFactory.instance.textNode(new String(bytes, StandardCharsets.UTF_8));
    }
  }
}
