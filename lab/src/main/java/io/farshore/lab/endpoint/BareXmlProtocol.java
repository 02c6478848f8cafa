package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.endpoint.model.ServiceModel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * How services of AWS JSON refuse what is not in their protocol at all: an element named for the
 * error, without a content type.
 */
final class BareXmlProtocol implements WireProtocol {

  @Override
  public Operation decode(WireRequest request, ServiceModel service) {
    new Signature(request, refusal()).scope();
    Optional<String> operation = request.targetOperation();
    boolean ours = request.targetPrefix().equals(service.targetPrefix());
    if (operation.isPresent() && !ours) {
      throw new AwsError(
          "UnrecognizedClientException",
          403,
          "No authorization strategy was found for service: "
              + request.targetPrefix()
              + ", operation: "
              + operation.get());
    }
    if (operation.flatMap(service::operation).isPresent()) {
      throw new AwsError("UnknownOperationException", 404, null);
    }
    throw new AwsError(
        "AccessDeniedException",
        403,
        "Unable to determine service/operation name to be authorized");
  }

  @Override
  public RawResponse encode(
      WireRequest request, Operation operation, JsonNode output, String requestId) {
    throw new IllegalStateException("Nothing is ever answered in this protocol");
  }

  @Override
  public RawResponse encode(
      WireRequest request, ServiceModel service, AwsError error, String requestId) {
    String name = error.code();
    String text =
        error.getMessage() == null
            ? "<" + name + "/>\n"
            : "<%1$s>\n  <Message>%2$s</Message>\n</%1$s>\n"
                .formatted(name, escaped(error.getMessage()));
    return new RawResponse(error.status(), Map.of(), text.getBytes(StandardCharsets.UTF_8));
  }

  private static String escaped(String text) {
    return XmlCharacters.allowed(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }

  @Override
  public SignatureRefusal refusal() {
    return SignatureRefusal.BARE_XML;
  }
}
