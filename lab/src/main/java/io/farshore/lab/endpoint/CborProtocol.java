package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** AWS's CBOR dialect of JSON 1.1, in which SDKs for Java speak to Kinesis. */
final class CborProtocol implements WireProtocol {

  private static final String TYPE = "application/x-amz-cbor-1.1";

  @Override
  public boolean speaks(WireRequest request) {
    return request.contentType().startsWith(TYPE) && request.target().isPresent();
  }

  @Override
  public Operation decode(WireRequest request) {
    return new Operation(request.target().orElseThrow(), object(request.body()));
  }

  @Override
  public RawResponse encode(
      WireRequest request, Operation operation, JsonNode output, String requestId) {
    return response(200, output);
  }

  @Override
  public RawResponse encode(WireRequest request, AwsError error, String requestId) {
    return response(error.status(), JsonProtocol.body(error));
  }

  @Override
  public HttpAnswer.Streamed stream(WireRequest request, EventStream events) {
    Map<String, String> headers = Map.of("Content-Type", EventFrames.TYPE);
    return new HttpAnswer.Streamed(events, TYPE, CborProtocol::bytes, headers);
  }

  private static byte[] bytes(JsonNode tree) {
    try {
      return CborTree.write(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode object(byte[] body) {
    try {
      if (CborTree.read(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException ignored) {
      // Answered below: what is wrong with the body is not for the logs.
    }
    throw new AwsError("SerializationException", 400, "The body is not a CBOR map");
  }

  private static RawResponse response(int status, JsonNode body) {
    return new RawResponse(status, Map.of("Content-Type", TYPE), bytes(body));
  }
}
