package io.farshore.lab.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * An event of an asynchronous invocation.
 *
 * @param region of the function
 * @param name that was invoked
 * @param requestId the same for every try
 * @param payload in bytes of JSON
 * @param arrived when it came
 */
record AsynchronousEvent(
    String region, FunctionName name, String requestId, byte[] payload, Instant arrived) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final int OK = 200;

  /**
   * What a destination hears.
   *
   * @param condition {@code Success}, {@code RetriesExhausted} or {@code EventAgeExceeded}
   * @param result of the last try; empty when the function was never invoked
   */
  String document(
      String condition, int invocations, Optional<InvocationResult> result, Instant now) {
    ObjectNode document = JSON.createObjectNode();
    document.put("version", "1.0");
    document.put("timestamp", TIME.format(now));
    ObjectNode request = document.putObject("requestContext");
    request.put("requestId", requestId);
    request.put("functionArn", name.qualifiedArn(region));
    request.put("condition", condition);
    request.put("approximateInvokeCount", invocations);
    document.set("requestPayload", tree(payload));
    result.ifPresent(
        last -> {
          ObjectNode response = document.putObject("responseContext");
          response.put("statusCode", OK);
          response.put("executedVersion", last.executedVersion());
          last.functionError().ifPresent(error -> response.put("functionError", error));
          document.set("responsePayload", tree(last.payload()));
        });
    return text(document);
  }

  private static JsonNode tree(byte[] json) {
    try {
      return json.length == 0 ? JSON.nullNode() : JSON.readTree(json);
    } catch (IOException e) {
      return JSON.nullNode();
    }
  }

  private static String text(ObjectNode document) {
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree can't be written", e);
    }
  }
}
