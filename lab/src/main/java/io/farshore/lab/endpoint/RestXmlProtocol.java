package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** AWS REST-XML, as Route 53 speaks it. All that comes is text, numbers included. */
final class RestXmlProtocol implements WireProtocol {

  private static final String NAMESPACE = "https://route53.amazonaws.com/doc/2013-04-01/";
  private static final Map<String, String> LISTS =
      Map.of(
          "Changes", "Change",
          "ResourceRecords", "ResourceRecord",
          "ResourceRecordSets", "ResourceRecordSet",
          "HealthChecks", "HealthCheck",
          "HealthCheckObservations", "HealthCheckObservation",
          "HostedZones", "HostedZone",
          "NameServers", "NameServer",
          "Regions", "Region",
          "ChildHealthChecks", "ChildHealthCheck");

  @Override
  public boolean speaks(WireRequest request) {
    return RestRoutes.XML.has(request.scope().service());
  }

  @Override
  public Operation decode(WireRequest request) {
    RestRoutes.Match match = RestRoutes.XML.find(request);
    ObjectNode input = XmlTree.read(request.body(), LISTS);
    RestBinding.bind(request, match, input);
    return new Operation(match.route().operation(), input);
  }

  @Override
  public RawResponse encode(
      WireRequest request, Operation operation, JsonNode output, String requestId) {
    byte[] body =
        text().open(operation.name() + "Response", NAMESPACE).members(output).close().bytes();
    return response(RestRoutes.XML.find(request).route().status(), body);
  }

  @Override
  public RawResponse encode(WireRequest request, AwsError error, String requestId) {
    return response(error.status(), QueryProtocol.error(text(), NAMESPACE, error, requestId));
  }

  private static XmlText text() {
    return new XmlText(list -> LISTS.getOrDefault(list, "member"), Set.of());
  }

  private static RawResponse response(int status, byte[] body) {
    return new RawResponse(status, Map.of("Content-Type", "text/xml"), body);
  }
}
