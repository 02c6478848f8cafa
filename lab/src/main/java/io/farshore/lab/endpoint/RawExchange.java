package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.endpoint.WireProtocol.Operation;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Requests to services that speak AWS JSON by themselves: they get the bytes as they came. What
 * came in CBOR goes there as JSON, and its answer back as CBOR.
 */
final class RawExchange {

  private static final String CHECKSUM = "x-amz-crc32";

  private RawExchange() {}

  static RawRequest request(
      WireRequest request, WireProtocol protocol, Operation operation, ApiCall call) {
    Map<String, String> headers = request.headers();
    byte[] body = request.body();
    if (protocol != BodyProtocol.JSON) {
      headers = new HashMap<>(headers);
      headers.put("content-type", "application/x-amz-json-" + operation.service().jsonVersion());
      body = JsonFormat.bytes(operation.input());
    }
    return new RawRequest(
        call.caller(), call.region(), call.operation(), headers, body, call.requestId());
  }

  static RawResponse response(
      RawResponse response, WireRequest request, WireProtocol protocol, Operation operation) {
    if (protocol == BodyProtocol.JSON) {
      return response;
    }
    RawResponse encoded = encoded(response, request, protocol, operation);
    Map<String, String> headers = new HashMap<>(response.headers());
    headers.keySet().removeIf(name -> name.equalsIgnoreCase("content-type"));
    headers.keySet().removeIf(name -> name.equalsIgnoreCase(CHECKSUM));
    headers.putAll(encoded.headers());
    CRC32 checksum = new CRC32();
    checksum.update(encoded.body());
    headers.put(CHECKSUM, Long.toString(checksum.getValue()));
    return new RawResponse(response.status(), headers, encoded.body());
  }

  private static RawResponse encoded(
      RawResponse response, WireRequest request, WireProtocol protocol, Operation operation) {
    try {
      JsonNode tree = JsonFormat.JSON.readTree(response.body());
      if (response.status() < 300) {
        return protocol.encode(request, operation, tree, "");
      }
      String name = tree.path("__type").asText();
      String message = tree.path("message").asText(tree.path("Message").asText());
      AwsError error =
          new AwsError(name.substring(name.indexOf('#') + 1), response.status(), message);
      return protocol.encode(request, operation.service(), error, "");
    } catch (IOException e) {
      throw new IllegalStateException("The service answered no JSON", e);
    }
  }
}
