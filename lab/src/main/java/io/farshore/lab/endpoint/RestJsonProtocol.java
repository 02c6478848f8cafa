package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** AWS REST-JSON: the operation in method and path. Lambda and EventBridge Scheduler speak it. */
final class RestJsonProtocol implements WireProtocol {

  private static final String TYPE = "application/json";

  @Override
  public boolean speaks(WireRequest request) {
    return RestRoutes.JSON.has(request.scope().service());
  }

  @Override
  public Operation decode(WireRequest request) {
    RestRoutes.Match match = RestRoutes.JSON.find(request);
    ObjectNode input;
    if (match.route().payload().isPresent()) {
      input = JsonProtocol.JSON.createObjectNode();
      input.put(match.route().payload().get(), request.body());
    } else {
      input = JsonProtocol.object(request.body());
    }
    RestBinding.bind(request, match, input);
    return new Operation(match.route().operation(), input);
  }

  @Override
  public RawResponse encode(
      WireRequest request, Operation operation, JsonNode output, String requestId) {
    RestRoute route = RestRoutes.JSON.find(request).route();
    Map<String, String> headers = RestBinding.headers(route, output);
    headers.put("Content-Type", TYPE);
    byte[] body =
        route
            .answerPayload()
            .map(member -> payload(output.path(member)))
            .orElseGet(() -> JsonProtocol.bytes(output));
    return new RawResponse(RestBinding.status(route, output), headers, body);
  }

  @Override
  public RawResponse encode(WireRequest request, AwsError error, String requestId) {
    ObjectNode body = JsonProtocol.JSON.createObjectNode();
    body.put("Type", error.status() < 500 ? "User" : "Service");
    body.put("message", error.getMessage());
    body.put("Message", error.getMessage());
    Map<String, String> headers = Map.of("Content-Type", TYPE, "x-amzn-ErrorType", error.code());
    return new RawResponse(error.status(), headers, JsonProtocol.bytes(body));
  }

  private static byte[] payload(JsonNode member) {
    try {
      byte[] bytes = member.binaryValue();
      return bytes == null ? new byte[0] : bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
