package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.model.OperationModel;
import io.farshore.lab.endpoint.model.ServiceModel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

/**
 * The AWS Query protocol: form parameters in, XML out. CloudWatch, SNS, STS and CloudFormation
 * speak it, and older clients of SQS.
 */
final class QueryProtocol implements WireProtocol {

  @Override
  public Operation decode(WireRequest request, ServiceModel service) {
    Map<String, String> parameters = parameters(request);
    String action = parameters.get("Action");
    if (action == null) {
      throw new AwsError("MissingAction", 400, "The request is missing an action");
    }
    String version = parameters.getOrDefault("Version", "NO_VERSION_SPECIFIED");
    OperationModel model =
        service
            .operation(action)
            .filter(known -> version.equals(service.version()))
            .orElseThrow(() -> noOperation(action, version));
    ObjectNode input =
        model
            .input()
            .map(shape -> new QueryReader(service).read(shape, parameters))
            .orElseGet(JsonNodeFactory.instance::objectNode);
    return new Operation(service, model, input);
  }

  private static AwsError noOperation(String action, String version) {
    return new AwsError(
        "InvalidAction", 400, "Could not find operation " + action + " for version " + version);
  }

  @Override
  public RawResponse encode(
      WireRequest request, Operation operation, JsonNode output, String requestId) {
    XmlWriter xml = new XmlWriter(operation.service()).root(operation.name() + "Response");
    operation
        .model()
        .output()
        .ifPresent(
            shape ->
                xml.open(operation.model().result().orElse(operation.name() + "Result"))
                    .members(shape, output)
                    .close());
    xml.open("ResponseMetadata").element("RequestId", requestId).close();
    return response(200, xml.close().bytes());
  }

  @Override
  public RawResponse encode(
      WireRequest request, ServiceModel service, AwsError error, String requestId) {
    return response(error.status(), error(service, error, requestId));
  }

  @Override
  public SignatureRefusal refusal() {
    return SignatureRefusal.QUERY;
  }

  /** An error as all XML protocols write it. */
  static byte[] error(ServiceModel service, AwsError error, String requestId) {
    XmlWriter xml =
        new XmlWriter(service)
            .root("ErrorResponse")
            .open("Error")
            .element("Type", error.status() < 500 ? "Sender" : "Receiver")
            .element("Code", QueryErrors.code(service, error));
    if (error.getMessage() != null) {
      xml.element("Message", error.getMessage());
    }
    error.members().forEach((name, value) -> xml.element(name, value.asText()));
    return xml.close().element("RequestId", requestId).close().bytes();
  }

  private static Map<String, String> parameters(WireRequest request) {
    Map<String, String> parameters = new LinkedHashMap<>();
    request.query().forEach((name, values) -> parameters.put(name, values.get(0)));
    if (request.mediaType().equals("application/x-www-form-urlencoded")) {
      parameters.putAll(form(request.body()));
    }
    return parameters;
  }

  /** The parameters of a form; of one that comes twice the first. */
  static Map<String, String> form(byte[] body) {
    Fields fields = new Fields(true);
    try {
      UrlEncoded.decodeTo(
          new String(body, StandardCharsets.UTF_8), fields::add, StandardCharsets.UTF_8);
    } catch (RuntimeException e) {
      throw new AwsError("MalformedQueryString", 404, "The form can't be decoded");
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    fields.forEach(field -> parameters.put(field.getName(), field.getValue()));
    return parameters;
  }

  private static RawResponse response(int status, byte[] body) {
    return new RawResponse(status, Map.of("Content-Type", "text/xml"), body);
  }
}
