package io.farshore.lab.endpoint.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.endpoint.model.Shape.Location;
import io.farshore.lab.endpoint.model.Shape.Member;
import io.farshore.lab.endpoint.model.Shape.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the shapes of a model's file. */
final class ShapeReader {

  private ShapeReader() {}

  static Shape shape(String name, JsonNode tree) {
    String type = tree.path("type").asText(name);
    return new Shape(
        name,
        Type.valueOf(type.toUpperCase(Locale.ROOT)),
        number(tree, "min"),
        number(tree, "max"),
        text(tree, "pattern").map(Pattern::compile),
        texts(tree.path("enum")),
        Set.copyOf(new LinkedHashSet<>(texts(tree.path("required")))),
        members(tree),
        text(tree, "payload"),
        tree.path("flat").asBoolean(),
        text(tree, "time"),
        tree.path("eventstream").asBoolean());
  }

  static ErrorModel error(String name, JsonNode tree) {
    JsonNode status = tree.path("httpStatusCode");
    return new ErrorModel(
        name,
        text(tree, "code"),
        status.isInt() ? OptionalInt.of(status.intValue()) : OptionalInt.empty(),
        text(tree, "message"));
  }

  static Optional<String> text(JsonNode tree, String name) {
    return Optional.ofNullable(tree.path(name).textValue());
  }

  private static OptionalDouble number(JsonNode tree, String name) {
    JsonNode value = tree.path(name);
    return value.isNumber() ? OptionalDouble.of(value.doubleValue()) : OptionalDouble.empty();
  }

  private static Map<String, Member> members(JsonNode tree) {
    Map<String, Member> members = new LinkedHashMap<>();
    for (var member : tree.path("members").properties()) {
      members.put(member.getKey(), member(member.getKey(), member.getValue()));
    }
    for (String part : List.of("member", "key", "value")) {
      if (tree.has(part)) {
        members.put(part, member(part, tree.get(part)));
      }
    }
    return members;
  }

  private static Member member(String name, JsonNode tree) {
    return new Member(
        name,
        tree.isTextual() ? tree.textValue() : tree.path("shape").asText(),
        text(tree, "in").map(location -> Location.valueOf(location.toUpperCase(Locale.ROOT))),
        text(tree, "name"),
        tree.path("flat").asBoolean(),
        text(tree, "time"));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return List.copyOf(texts);
  }
}
