package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.model.ServiceModel;
import io.farshore.lab.endpoint.model.Shape;
import io.farshore.lab.endpoint.model.Shape.Location;
import io.farshore.lab.endpoint.model.Shape.Member;
import io.farshore.lab.endpoint.model.Shape.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The members of REST requests and answers that stand outside of the body. */
final class RestBinding {

  private final ServiceModel service;

  RestBinding(ServiceModel service) {
    this.service = service;
  }

  /**
   * Puts the members of path, query and headers into the input.
   *
   * @throws AwsError {@code SerializationException} when one has not the model's type
   */
  void bind(WireRequest request, RestRoute route, Shape shape, ObjectNode input) {
    for (Member member : shape.members().values()) {
      if (member.location().isEmpty()) {
        continue;
      }
      List<String> values = values(request, route, member);
      if (!values.isEmpty()) {
        input.set(member.name(), value(member, values));
      }
    }
  }

  private static List<String> values(WireRequest request, RestRoute route, Member member) {
    return switch (member.location().orElseThrow()) {
      case URI -> Optional.ofNullable(route.bound().get(member.onWire())).stream().toList();
      case QUERYSTRING -> request.query().getOrDefault(member.onWire(), List.of());
      case HEADER -> request.header(member.onWire().toLowerCase(Locale.ROOT)).stream().toList();
      case HEADERS, STATUSCODE -> List.of();
    };
  }

  private JsonNode value(Member member, List<String> values) {
    Shape shape = service.shape(member);
    if (shape.type() == Type.LIST) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      values.forEach(each -> list.add(scalar(service.shape(shape.element()), each)));
      return list;
    }
    return scalar(shape, values.get(values.size() - 1));
  }

  private static JsonNode scalar(Shape shape, String text) {
    return TextValues.parse(shape.type(), text)
        .orElseThrow(
            () ->
                InputTypes.error(
                    "'"
                        + text
                        + "' can not be converted to an "
                        + shape.type().name().charAt(0)
                        + shape.type().name().substring(1).toLowerCase(Locale.ROOT)));
  }

  /** The headers that members of the output go as. */
  Map<String, String> headers(Optional<Shape> shape, JsonNode output) {
    Map<String, String> headers = new HashMap<>();
    members(shape, Location.HEADER)
        .filter(member -> output.hasNonNull(member.name()))
        .forEach(member -> headers.put(member.onWire(), output.get(member.name()).asText()));
    return headers;
  }

  /** The status of a success. */
  int status(RestRoute route, JsonNode output) {
    return members(route.operation().output(), Location.STATUSCODE)
        .findFirst()
        .map(member -> output.path(member.name()).asInt(route.operation().status()))
        .orElse(route.operation().status());
  }

  private static Stream<Member> members(Optional<Shape> shape, Location location) {
    return shape.stream()
        .flatMap(each -> each.members().values().stream())
        .filter(member -> member.location().equals(Optional.of(location)));
  }

  /** The output without the members that do not stand in the body. */
  static JsonNode body(Optional<Shape> shape, JsonNode output) {
    if (shape.isEmpty() || !(output instanceof ObjectNode object)) {
      return output;
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.setAll(object);
    shape.get().members().values().stream()
        .filter(member -> member.location().isPresent())
        .forEach(member -> body.remove(member.name()));
    return body;
  }
}
