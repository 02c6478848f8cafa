package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** The members of REST requests and answers that stand outside of the body. */
final class RestBinding {

  private RestBinding() {}

  /** Puts the members of path, query and headers into the input. */
  static void bind(WireRequest request, RestRoutes.Match match, ObjectNode input) {
    match.members().forEach(input::put);
    match
        .route()
        .inputs()
        .forEach(
            (name, member) -> {
              String value = request.query().getOrDefault(name, request.headers().get(name));
              if (value != null) {
                input.put(member, value);
              }
            });
  }

  /** The headers that members of the output go as. */
  static Map<String, String> headers(RestRoute route, JsonNode output) {
    Map<String, String> headers = new HashMap<>();
    route
        .outputs()
        .forEach(
            (member, header) -> {
              if (output.hasNonNull(member)) {
                headers.put(header, output.get(member).asText());
              }
            });
    return headers;
  }

  static int status(RestRoute route, JsonNode output) {
    return route
        .statusMember()
        .map(member -> output.path(member).asInt(route.status()))
        .orElse(route.status());
  }
}
