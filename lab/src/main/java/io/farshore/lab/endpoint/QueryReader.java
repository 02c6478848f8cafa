package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.model.ServiceModel;
import io.farshore.lab.endpoint.model.Shape;
import io.farshore.lab.endpoint.model.Shape.Member;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Form parameters as a tree of the model's types: {@code Dimensions.member.1.Name=x} is a member of
 * a structure in a list, {@code Attributes.entry.1.key=x} the key of a map.
 */
final class QueryReader {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int LONGEST_INDEX = 6;

  private final ServiceModel service;

  QueryReader(ServiceModel service) {
    this.service = service;
  }

  /**
   * The members of an input.
   *
   * @throws AwsError {@code MalformedInput} when a parameter has not the model's type
   */
  ObjectNode read(Shape shape, Map<String, String> parameters) {
    Node root = new Node();
    parameters.forEach(root::put);
    return structure(shape, root);
  }

  private ObjectNode structure(Shape shape, Node node) {
    ObjectNode structure = NODES.objectNode();
    for (Member member : shape.members().values()) {
      Node found = node.children.get(member.onWire());
      if (found != null) {
        value(member, found).ifPresent(value -> structure.set(member.name(), value));
      }
    }
    return structure;
  }

  private Optional<JsonNode> value(Member member, Node node) {
    Shape shape = service.shape(member);
    return switch (shape.type()) {
      case STRUCTURE -> Optional.of(structure(shape, node));
      case LIST -> Optional.of(list(shape, node));
      case MAP -> Optional.of(map(shape, node));
      default -> Optional.ofNullable(node.text).map(text -> scalar(member, shape, text));
    };
  }

  private ArrayNode list(Shape shape, Node node) {
    ArrayNode list = NODES.arrayNode();
    Node numbered = node.children.getOrDefault(shape.element().onWire(), node);
    for (Node element : numbered.inOrder().values()) {
      value(shape.element(), element).ifPresent(list::add);
    }
    return list;
  }

  private ObjectNode map(Shape shape, Node node) {
    ObjectNode map = NODES.objectNode();
    Node numbered = node.children.getOrDefault("entry", node);
    for (Node entry : numbered.inOrder().values()) {
      Node key = entry.children.get(shape.key().onWire());
      Node value = entry.children.get(shape.value().onWire());
      if (key != null && key.text != null && value != null) {
        value(shape.value(), value).ifPresent(found -> map.set(key.text, found));
      }
    }
    return map;
  }

  private static JsonNode scalar(Member member, Shape shape, String text) {
    return TextValues.parse(shape.type(), text)
        .orElseThrow(
            () ->
                new AwsError(
                    "MalformedInput",
                    400,
                    "The value of " + member.onWire() + " is no " + name(shape)));
  }

  private static String name(Shape shape) {
    return shape.type().name().toLowerCase(Locale.ROOT);
  }

  /** What parameters of one beginning hold. */
  private static final class Node {

    private final Map<String, Node> children = new TreeMap<>();
    private String text;

    void put(String name, String value) {
      Node node = this;
      for (String step : name.split("\\.", -1)) {
        node = node.children.computeIfAbsent(step, key -> new Node());
      }
      node.text = value;
    }

    SortedMap<Integer, Node> inOrder() {
      SortedMap<Integer, Node> numbered = new TreeMap<>();
      children.forEach(
          (name, child) -> {
            if (name.length() <= LONGEST_INDEX
                && name.chars().allMatch(Character::isDigit)
                && !name.isEmpty()) {
              numbered.put(Integer.valueOf(name), child);
            }
          });
      return numbered;
    }
  }
}
