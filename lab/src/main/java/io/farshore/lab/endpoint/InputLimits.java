package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.endpoint.model.ServiceModel;
import io.farshore.lab.endpoint.model.Shape;
import io.farshore.lab.endpoint.model.Shape.Member;
import io.farshore.lab.endpoint.model.Shape.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether an input keeps the limits of its model, in AWS's words where it does not. */
final class InputLimits {

  /** AWS names no more than ten things that are wrong. */
  private static final int MOST = 10;

  private final ServiceModel service;
  private final List<String> violations = new ArrayList<>();

  private InputLimits(ServiceModel service) {
    this.service = service;
  }

  /** The error that AWS answers; empty when nothing is wrong. */
  static Optional<AwsError> check(ServiceModel service, Shape shape, JsonNode input) {
    InputLimits limits = new InputLimits(service);
    limits.structure(shape, input, "");
    if (limits.violations.isEmpty()) {
      return Optional.empty();
    }
    List<String> all = limits.violations;
    String errors =
        all.size() == 1 ? " validation error detected: " : " validation errors detected: ";
    return Optional.of(ValidationErrors.of(service, all.size() + errors + String.join("; ", all)));
  }

  private void structure(Shape shape, JsonNode node, String path) {
    for (Member member : shape.members().values()) {
      if (violations.size() >= MOST) {
        return;
      }
      JsonNode value = node.get(member.name());
      String at = path + lowerFirst(member.name());
      if (value != null && !value.isNull()) {
        value(service.shape(member), value, at);
      } else if (shape.required().contains(member.name())) {
        add("null", at, "Member must not be null");
      }
    }
  }

  private void value(Shape shape, JsonNode value, String at) {
    for (String constraint : Constraints.broken(shape, value)) {
      add("'" + ShownValue.of(service, shape, value) + "'", at, constraint);
    }
    switch (shape.type()) {
      case STRUCTURE -> structure(shape, value, at + ".");
      case LIST -> list(shape, value, at);
      case MAP -> map(shape, value, at);
      default -> {
        // Nothing is in it.
      }
    }
  }

  private void list(Shape shape, JsonNode list, String at) {
    Shape element = service.shape(shape.element());
    if (isLeaf(element)) {
      for (JsonNode each : list) {
        if (each.isNull() || !Constraints.broken(element, each).isEmpty()) {
          add(
              "'" + ShownValue.of(service, shape, list) + "'",
              at,
              "Member must satisfy constraint: " + Constraints.all(element));
          return;
        }
      }
      return;
    }
    int index = 0;
    for (JsonNode each : list) {
      index++;
      if (violations.size() >= MOST) {
        return;
      }
      if (!each.isNull()) {
        value(element, each, at + "." + index + ".member");
      }
    }
  }

  private void map(Shape shape, JsonNode map, String at) {
    Shape key = service.shape(shape.key());
    Shape value = service.shape(shape.value());
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      boolean wrongKey = !Constraints.brokenText(key, entry.getKey()).isEmpty();
      boolean wrongValue =
          isLeaf(value)
              && (entry.getValue().isNull()
                  || !Constraints.broken(value, entry.getValue()).isEmpty());
      if (wrongKey || wrongValue) {
        add(
            "'" + ShownValue.of(service, shape, map) + "'",
            at,
            wrongKey
                ? "Map keys must satisfy constraint: " + Constraints.all(key)
                : "Map value must satisfy constraint: " + Constraints.all(value));
        return;
      }
      if (!isLeaf(value) && !entry.getValue().isNull()) {
        value(value, entry.getValue(), at + "." + entry.getKey() + ".member");
      }
    }
  }

  private void add(String value, String at, String constraint) {
    if (violations.size() < MOST) {
      violations.add(
          "Value " + value + " at '" + at + "' failed to satisfy constraint: " + constraint);
    }
  }

  private static boolean isLeaf(Shape shape) {
    return shape.type() != Type.STRUCTURE && shape.type() != Type.LIST && shape.type() != Type.MAP;
  }

  private static String lowerFirst(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
