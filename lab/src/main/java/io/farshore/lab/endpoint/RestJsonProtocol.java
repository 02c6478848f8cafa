package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.model.ServiceModel;
import io.farshore.lab.endpoint.model.Shape;
import io.farshore.lab.endpoint.model.Shape.Type;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** AWS REST-JSON: the operation in method and path. Lambda and EventBridge Scheduler speak it. */
final class RestJsonProtocol implements WireProtocol {

  private static final String TYPE = "application/json";
  private static final JsonFormat FORMAT = new JsonFormat();

  @Override
  public Operation decode(WireRequest request, ServiceModel service) {
    RestRoute route =
        RestRoute.find(service, request)
            .orElseThrow(() -> new AwsError("UnknownOperationException", 404, null));
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    Optional<Shape> shape = route.operation().input();
    if (shape.isPresent()) {
      input = body(service, shape.get(), request.body());
      new RestBinding(service).bind(request, route, shape.get(), input);
    }
    return new Operation(service, route.operation(), input);
  }

  private static ObjectNode body(ServiceModel service, Shape shape, byte[] body) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    if (isBytes(service, shape)) {
      return input.put(shape.payload().orElseThrow(), body);
    }
    boolean expected = shape.members().values().stream().anyMatch(m -> m.location().isEmpty());
    if (body.length == 0 || !expected) {
      return input;
    }
    try {
      if (FORMAT.read(body) instanceof ObjectNode object) {
        return shape.payload().isPresent()
            ? whole(service, shape, object)
            : new InputTypes(service).structure(shape, object);
      }
    } catch (IOException ignored) {
      // Answered below: what is wrong with the body is not for the logs.
    }
    throw new AwsError("SerializationException", 400, "Could not parse request body into json");
  }

  /** The body is one member. */
  private static ObjectNode whole(ServiceModel service, Shape shape, ObjectNode object) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.set(shape.payload().orElseThrow(), object);
    return new InputTypes(service).structure(shape, input);
  }

  private static boolean isBytes(ServiceModel service, Shape shape) {
    return shape
        .payload()
        .map(member -> service.shape(shape.members().get(member)).type() == Type.BLOB)
        .orElse(false);
  }

  @Override
  public RawResponse encode(
      WireRequest request, Operation operation, JsonNode output, String requestId) {
    ServiceModel service = operation.service();
    Optional<Shape> shape = operation.model().output();
    RestBinding binding = new RestBinding(service);
    RestRoute route = new RestRoute(operation.model(), Map.of());
    Map<String, String> headers = binding.headers(shape, output);
    headers.put("Content-Type", TYPE);
    return new RawResponse(binding.status(route, output), headers, body(service, shape, output));
  }

  private static byte[] body(ServiceModel service, Optional<Shape> shape, JsonNode output) {
    if (shape.isEmpty()) {
      return new byte[0];
    }
    if (isBytes(service, shape.get())) {
      return bytes(output.path(shape.get().payload().orElseThrow()));
    }
    return FORMAT.write(service, shape, RestBinding.body(shape, output));
  }

  @Override
  public RawResponse encode(
      WireRequest request, ServiceModel service, AwsError error, String requestId) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (service.error(error.code()).isPresent() && service.signingName().equals("lambda")) {
      body.put("Type", error.status() < 500 ? "User" : "Service");
    }
    ErrorBody.message(service, error, body);
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", TYPE);
    headers.put("x-amzn-ErrorType", error.code());
    return new RawResponse(error.status(), headers, JsonFormat.bytes(body));
  }

  @Override
  public SignatureRefusal refusal() {
    return SignatureRefusal.REST;
  }

  private static byte[] bytes(JsonNode member) {
    try {
      byte[] bytes = member.binaryValue();
      return bytes == null ? new byte[0] : bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
