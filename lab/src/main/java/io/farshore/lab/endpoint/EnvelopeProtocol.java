package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.model.ServiceModel;
import java.io.IOException;
import java.util.Map;

/**
 * How Kinesis answers plain {@code application/json}: an older protocol, in which the operation
 * would stand in the body. It knows none of them any more.
 */
final class EnvelopeProtocol implements WireProtocol {

  @Override
  public Operation decode(WireRequest request, ServiceModel service) {
    try {
      if (new JsonFormat().read(request.body()) instanceof ObjectNode) {
        throw new AwsError("UnknownOperationException", 404, null);
      }
    } catch (IOException ignored) {
      // Answered below: what is wrong with the body is not for the logs.
    }
    throw new AwsError("SerializationException", 400, null);
  }

  @Override
  public RawResponse encode(
      WireRequest request, Operation operation, JsonNode output, String requestId) {
    throw new IllegalStateException("No operation is known in this protocol");
  }

  @Override
  public RawResponse encode(
      WireRequest request, ServiceModel service, AwsError error, String requestId) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("Output").put("__type", "com.amazon.coral.service#" + error.code());
    body.put("Version", "1.0");
    Map<String, String> headers = Map.of("Content-Type", "application/json");
    return new RawResponse(error.status(), headers, JsonFormat.bytes(body));
  }
}
