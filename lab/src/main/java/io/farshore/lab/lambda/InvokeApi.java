package io.farshore.lab.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;

/** The operation Invoke, of all types. */
final class InvokeApi {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] NO_EVENT = "{}".getBytes(StandardCharsets.US_ASCII);
  private static final int SYNCHRONOUS_LIMIT = 6 * 1024 * 1024;
  private static final int ASYNCHRONOUS_LIMIT = 1024 * 1024;
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int NO_CONTENT = 204;

  private final Functions functions;
  private final AsynchronousInvocations asynchronous;
  private final Clock clock;

  InvokeApi(Functions functions, AsynchronousInvocations asynchronous, Clock clock) {
    this.functions = functions;
    this.asynchronous = asynchronous;
    this.clock = clock;
  }

  CompletableFuture<JsonNode> invoke(ApiCall call) {
    JsonNode input = call.input();
    FunctionName name = FunctionApi.name(call);
    String type = input.path("InvocationType").asText("RequestResponse");
    byte[] event = payload(input.path("Payload"), type);
    functions.invocable(call.region(), name);
    boolean tail = input.path("LogType").asText("None").equals("Tail");
    return switch (type) {
      case "DryRun" -> CompletableFuture.completedFuture(status(NO_CONTENT));
      case "Event" -> {
        asynchronous.invoke(
            new AsynchronousEvent(call.region(), name, call.requestId(), event, clock.instant()));
        yield CompletableFuture.completedFuture(status(ACCEPTED));
      }
      case "RequestResponse" ->
          functions
              .invoke(call.region(), name, call.requestId(), event, tail)
              .thenApply(InvokeApi::answer);
      default ->
          throw LambdaErrors.validation(
              "1 validation error detected: Value '"
                  + type
                  + "' at 'invocationType' failed to satisfy constraint: Member must satisfy enum"
                  + " value set: [Event, RequestResponse, DryRun]");
    };
  }

  private static byte[] payload(JsonNode blob, String type) {
    byte[] bytes = bytes(blob);
    int limit = type.equals("Event") ? ASYNCHRONOUS_LIMIT : SYNCHRONOUS_LIMIT;
    if (bytes.length > limit) {
      throw LambdaErrors.payloadTooLarge(bytes.length, type, limit);
    }
    if (bytes.length == 0) {
      return NO_EVENT;
    }
    try {
      JSON.readTree(bytes);
      return bytes;
    } catch (JsonProcessingException e) {
      throw unreadable("Could not parse payload into json: " + e.getMessage());
    } catch (IOException e) {
      throw unreadable("Could not parse payload into json");
    }
  }

  private static byte[] bytes(JsonNode blob) {
    try {
      byte[] bytes = blob.binaryValue();
      return bytes == null ? new byte[0] : bytes;
    } catch (IOException e) {
      throw unreadable("Not a blob");
    }
  }

  private static AwsError unreadable(String why) {
    return new AwsError(
        "InvalidRequestContentException", 400, "Could not parse request body into json: " + why);
  }

  private static ObjectNode status(int code) {
    return JSON.createObjectNode().put("StatusCode", code);
  }

  private static JsonNode answer(InvocationResult result) {
    ObjectNode answer = status(OK);
    result.functionError().ifPresent(error -> answer.put("FunctionError", error));
    result.logTail().ifPresent(log -> answer.put("LogResult", base64(log)));
    answer.put("ExecutedVersion", result.executedVersion());
    answer.put("Payload", result.payload());
    return answer;
  }

  private static String base64(String log) {
    return Base64.getEncoder().encodeToString(log.getBytes(StandardCharsets.UTF_8));
  }
}
