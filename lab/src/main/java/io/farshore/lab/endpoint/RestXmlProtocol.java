package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.model.ServiceModel;
import io.farshore.lab.endpoint.model.Shape;
import java.util.Map;
import java.util.Optional;

/** AWS REST-XML, as Route 53 speaks it. */
final class RestXmlProtocol implements WireProtocol {

  @Override
  public Operation decode(WireRequest request, ServiceModel service) {
    RestRoute route =
        RestRoute.find(service, request)
            .orElseThrow(() -> new AwsError("UnknownOperationException", 404, null));
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    Optional<Shape> shape = route.operation().input();
    if (shape.isPresent()) {
      input = XmlReader.read(service, shape.get(), request.body());
      new RestBinding(service).bind(request, route, shape.get(), input);
    }
    return new Operation(service, route.operation(), input);
  }

  @Override
  public RawResponse encode(
      WireRequest request, Operation operation, JsonNode output, String requestId) {
    ServiceModel service = operation.service();
    Optional<Shape> shape = operation.model().output();
    RestBinding binding = new RestBinding(service);
    Map<String, String> headers = binding.headers(shape, output);
    headers.put("Content-Type", "text/xml");
    byte[] body =
        shape
            .map(type -> new XmlWriter(service).root(type.name()).members(type, output).close())
            .map(XmlWriter::bytes)
            .orElse(new byte[0]);
    return new RawResponse(operation.model().status(), headers, body);
  }

  @Override
  public RawResponse encode(
      WireRequest request, ServiceModel service, AwsError error, String requestId) {
    return new RawResponse(
        error.status(),
        Map.of("Content-Type", "text/xml"),
        QueryProtocol.error(service, error, requestId));
  }

  @Override
  public SignatureRefusal refusal() {
    return SignatureRefusal.QUERY;
  }
}
