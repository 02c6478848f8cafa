package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

/**
 * The AWS Query protocol: form parameters in, XML out. CloudWatch, SNS and CloudFormation speak it.
 * All that comes is text, numbers included.
 */
final class QueryProtocol implements WireProtocol {

  private static final Set<String> MAPS = Set.of("Attributes");

  @Override
  public boolean speaks(WireRequest request) {
    return request.contentType().startsWith("application/x-www-form-urlencoded")
        || request.query().containsKey("Action");
  }

  @Override
  public Operation decode(WireRequest request) {
    Map<String, String> parameters = parameters(request);
    String action = parameters.remove("Action");
    if (action == null) {
      throw new AwsError("MissingAction", 400, "The request has no parameter Action");
    }
    parameters.remove("Version");
    return new Operation(action, QueryTree.of(parameters));
  }

  @Override
  public RawResponse encode(
      WireRequest request, Operation operation, JsonNode output, String requestId) {
    XmlText text = text().open(operation.name() + "Response", namespace(request));
    text.element(operation.name() + "Result", output);
    text.element(
        "ResponseMetadata", JsonProtocol.JSON.createObjectNode().put("RequestId", requestId));
    return response(200, text.close().bytes());
  }

  @Override
  public RawResponse encode(WireRequest request, AwsError error, String requestId) {
    AwsError coded =
        new AwsError(
            QueryErrorCodes.code(request.scope().service(), error),
            error.status(),
            error.getMessage());
    return response(error.status(), error(text(), namespace(request), coded, requestId));
  }

  /** An error as all XML protocols write it. */
  static byte[] error(XmlText text, String namespace, AwsError error, String requestId) {
    return text.open("ErrorResponse", namespace)
        .open("Error", namespace)
        .element("Type", error.status() < 500 ? "Sender" : "Receiver")
        .element("Code", error.code())
        .element("Message", error.getMessage())
        .close()
        .element("RequestId", requestId)
        .close()
        .bytes();
  }

  private static Map<String, String> parameters(WireRequest request) {
    Map<String, String> parameters = new LinkedHashMap<>(request.query());
    Fields body = new Fields(true);
    UrlEncoded.decodeTo(
        new String(request.body(), StandardCharsets.UTF_8), body::add, StandardCharsets.UTF_8);
    body.forEach(field -> parameters.put(field.getName(), field.getValue()));
    return parameters;
  }

  private static XmlText text() {
    return new XmlText(list -> "member", MAPS);
  }

  private static String namespace(WireRequest request) {
    return "http://" + request.scope().service() + ".amazonaws.com/doc/";
  }

  private static RawResponse response(int status, byte[] body) {
    return new RawResponse(status, Map.of("Content-Type", "text/xml"), body);
  }
}
