package io.farshore.lab.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** AWS JSON 1.0 and 1.1: the operation in {@code X-Amz-Target}, the input in the body. */
final class JsonProtocol implements WireProtocol {

  static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public boolean speaks(WireRequest request) {
    return request.target().isPresent();
  }

  @Override
  public Operation decode(WireRequest request) {
    String operation = request.target().orElseThrow(JsonProtocol::noOperation);
    return new Operation(operation, object(request.body()));
  }

  @Override
  public RawResponse encode(
      WireRequest request, Operation operation, JsonNode output, String requestId) {
    return new RawResponse(200, headers(request), bytes(output));
  }

  @Override
  public RawResponse encode(WireRequest request, AwsError error, String requestId) {
    Map<String, String> headers = new HashMap<>(headers(request));
    QueryErrorCodes.header(request.scope().service(), error)
        .ifPresent(old -> headers.put("x-amzn-query-error", old));
    return new RawResponse(error.status(), headers, bytes(body(error)));
  }

  private static AwsError noOperation() {
    return new AwsError(
        "UnknownOperationException", 404, "The request names no operation that the lab knows");
  }

  /** The object that the bytes hold; nothing at all is an empty one. */
  static ObjectNode object(byte[] body) {
    try {
      JsonNode tree = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
      if (tree instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException ignored) {
      // Answered below: what is wrong with the body is not for the logs.
    }
    throw new AwsError("SerializationException", 400, "The body is not a JSON object");
  }

  static byte[] bytes(JsonNode tree) {
    try {
      return JSON.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree can't be written", e);
    }
  }

  static ObjectNode body(AwsError error) {
    ObjectNode body = JSON.createObjectNode();
    body.put("__type", error.code());
    body.put("message", error.getMessage());
    return body;
  }

  /** What an error's event holds: its name stands in the event's headers. */
  static ObjectNode message(AwsError error) {
    return JSON.createObjectNode().put("message", error.getMessage());
  }

  @Override
  public HttpAnswer.Streamed stream(WireRequest request, EventStream events) {
    String type = headers(request).get("Content-Type");
    Map<String, String> headers = Map.of("Content-Type", EventFrames.TYPE);
    return new HttpAnswer.Streamed(events, type, JsonProtocol::bytes, headers);
  }

  private static Map<String, String> headers(WireRequest request) {
    String type = request.contentType();
    return Map.of("Content-Type", type.contains("json") ? type : "application/x-amz-json-1.1");
  }
}
