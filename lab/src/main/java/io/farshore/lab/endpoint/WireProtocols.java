package io.farshore.lab.endpoint;

import io.farshore.lab.endpoint.model.ServiceModel;
import java.util.Set;

/** Which protocol a request is in: what the service speaks, and what its headers say. */
final class WireProtocols {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON_1_1 = "application/x-amz-json-1.1";
  private static final String CBOR = "application/x-amz-cbor-1.1";
  private static final String PLAIN_JSON = "application/json";
  private static final Set<String> JSON = Set.of(JSON_1_1, "application/x-amz-json-1.0");

  private final WireProtocol query = new QueryProtocol();
  private final WireProtocol restJson = new RestJsonProtocol();
  private final WireProtocol restXml = new RestXmlProtocol();
  private final WireProtocol bareXml = new BareXmlProtocol();
  private final WireProtocol envelope = new EnvelopeProtocol();

  WireProtocol of(WireRequest request, ServiceModel service) {
    if (request.header("smithy-protocol").filter("rpc-v2-cbor"::equals).isPresent()) {
      return BodyProtocol.SMITHY;
    }
    return switch (service.protocol()) {
      case "rest-json" -> restJson;
      case "rest-xml" -> restXml;
      case "query" -> query;
      default -> service.queryCompatible() && isForm(request) ? query : targeted(request, service);
    };
  }

  private static boolean isForm(WireRequest request) {
    return request.mediaType().equals(FORM) || request.query().containsKey("Action");
  }

  private WireProtocol targeted(WireRequest request, ServiceModel service) {
    if (service.isOpen()) {
      return BodyProtocol.JSON;
    }
    String type = request.mediaType();
    boolean kinesis = service.signingName().equals("kinesis");
    if (!request.method().equals("POST")) {
      return bareXml;
    }
    if (type.equals(JSON_1_1) || JSON.contains(type) && !kinesis) {
      return BodyProtocol.JSON;
    }
    // Kinesis takes a request without a body for one in CBOR, whatever its type.
    if (type.equals(CBOR) || kinesis && request.body().length == 0) {
      return BodyProtocol.CBOR;
    }
    if (type.equals(PLAIN_JSON)) {
      return kinesis ? envelope : BodyProtocol.JSON;
    }
    return bareXml;
  }
}
