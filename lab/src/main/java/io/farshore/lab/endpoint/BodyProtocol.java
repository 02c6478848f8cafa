package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.model.OperationModel;
import io.farshore.lab.endpoint.model.ServiceModel;
import io.farshore.lab.endpoint.model.Shape;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The protocols whose requests are all body, with the operation's name beside: AWS JSON, its
 * dialect in CBOR, and Smithy RPC v2.
 */
final class BodyProtocol implements WireProtocol {

  /** AWS JSON 1.0 and 1.1. */
  static final BodyProtocol JSON =
      new BodyProtocol(new JsonFormat(), WireRequest::targetOperation, Map.of());

  /** AWS's CBOR dialect of JSON 1.1. */
  static final BodyProtocol CBOR =
      new BodyProtocol(CborFormat.AMAZON, WireRequest::targetOperation, Map.of());

  /** Smithy RPC v2, by its path. */
  static final BodyProtocol SMITHY =
      new BodyProtocol(
          CborFormat.SMITHY, WireRequest::pathOperation, Map.of("smithy-protocol", "rpc-v2-cbor"));

  private final BodyFormat format;
  private final Function<WireRequest, Optional<String>> operation;
  private final Map<String, String> headers;

  private BodyProtocol(
      BodyFormat format,
      Function<WireRequest, Optional<String>> operation,
      Map<String, String> headers) {
    this.format = format;
    this.operation = operation;
    this.headers = headers;
  }

  @Override
  public Operation decode(WireRequest request, ServiceModel service) {
    // AWS looks at the body before it looks at the operation's name, but misses it only after.
    Optional<ObjectNode> body = body(request, service);
    OperationModel model =
        operation
            .apply(request)
            .flatMap(service::operation)
            .orElseThrow(() -> new AwsError("UnknownOperationException", 400, null));
    ObjectNode input = body.orElseThrow(BodyProtocol::unreadable);
    return new Operation(
        service,
        model,
        model.input().map(shape -> new InputTypes(service).structure(shape, input)).orElse(input));
  }

  private Optional<ObjectNode> body(WireRequest request, ServiceModel service) {
    if (request.body().length == 0) {
      boolean optional = this == SMITHY || service.isOpen();
      return optional ? Optional.of(JsonNodeFactory.instance.objectNode()) : Optional.empty();
    }
    try {
      if (format.read(request.body()) instanceof ObjectNode object) {
        return Optional.of(object);
      }
    } catch (IOException ignored) {
      // Answered below: what is wrong with the body is not for the logs.
    }
    throw unreadable();
  }

  private static AwsError unreadable() {
    return new AwsError("SerializationException", 400, null);
  }

  @Override
  public RawResponse encode(
      WireRequest request, Operation operation, JsonNode output, String requestId) {
    Optional<Shape> shape = operation.model().output();
    ServiceModel service = operation.service();
    // Without an output there is nothing in the body of JSON, not even an empty object.
    boolean nothing = shape.isEmpty() && !service.isOpen() && output.isEmpty() && this != SMITHY;
    byte[] body = nothing ? new byte[0] : format.write(service, shape, output);
    return new RawResponse(200, headers(service), body);
  }

  @Override
  public RawResponse encode(
      WireRequest request, ServiceModel service, AwsError error, String requestId) {
    Map<String, String> all = new HashMap<>(headers(service));
    ErrorBody.queryError(service, error).ifPresent(code -> all.put("x-amzn-query-error", code));
    byte[] body = format.write(service, Optional.empty(), ErrorBody.typed(service, error));
    return new RawResponse(error.status(), all, body);
  }

  @Override
  public HttpAnswer.Streamed stream(WireRequest request, Operation operation, EventStream events) {
    ServiceModel service = operation.service();
    Optional<Shape> union =
        operation.model().output().flatMap(output -> EventFrames.union(service, output));
    return new HttpAnswer.Streamed(
        events,
        format.contentType(service),
        (type, members) -> format.write(service, EventFrames.event(service, union, type), members),
        Map.of("Content-Type", EventFrames.TYPE));
  }

  private Map<String, String> headers(ServiceModel service) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Content-Type", format.contentType(service));
    return all;
  }
}
