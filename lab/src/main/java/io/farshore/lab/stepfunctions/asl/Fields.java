package io.farshore.lab.stepfunctions.asl;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.stepfunctions.jsonata.EvaluationFailed;
import io.farshore.lab.stepfunctions.jsonata.ExpressionCompiler;
import io.farshore.lab.stepfunctions.jsonata.Field;
import io.farshore.lab.stepfunctions.jsonata.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The members of one object of a definition, checked as they are read.
 *
 * @param location of the object, such as {@code /States/Plan}; empty for the top level
 */
record Fields(
    JsonNode object, String location, Diagnostics diagnostics, ExpressionCompiler compiler) {

  private static final Set<String> JSON_PATH =
      Set.of(
          "InputPath",
          "OutputPath",
          "ResultPath",
          "ResultSelector",
          "Parameters",
          "Result",
          "ItemsPath",
          "SecondsPath",
          "TimestampPath",
          "TimeoutSecondsPath",
          "HeartbeatSecondsPath",
          "MaxConcurrencyPath",
          "ErrorPath",
          "CausePath",
          "Variable");

  String at(String name) {
    return location + "/" + name;
  }

  void allow(Set<String> names) {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (JSON_PATH.contains(name)) {
                diagnostics.schema(
                    at(name),
                    "The field \"%s\" is only supported for the JSONPath query language"
                        .formatted(name));
              } else if (!names.contains(name)) {
                diagnostics.schema(
                    location.isEmpty() ? "/" : location,
                    "Field \"%s\" is not supported".formatted(name));
              }
            });
  }

  Optional<String> text(String name) {
    JsonNode value = object.get(name);
    if (value != null && !value.isTextual()) {
      diagnostics.schema(at(name), "Expected value of type String");
    }
    return Optional.ofNullable(value).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }

  String requiredText(String name) {
    if (!object.has(name)) {
      missing(name);
    }
    return text(name).orElse("");
  }

  void missing(String name) {
    diagnostics.schema(
        location.isEmpty() ? "/" : location, "These fields are required: [%s]".formatted(name));
  }

  /** True when all of {@code names} are there; says which are not. */
  boolean require(String... names) {
    List<String> missing = Stream.of(names).filter(name -> !object.has(name)).toList();
    if (!missing.isEmpty()) {
      diagnostics.schema(
          location.isEmpty() ? "/" : location, "These fields are required: " + missing);
    }
    return missing.isEmpty();
  }

  Optional<Double> number(String name, double least) {
    JsonNode value = object.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isNumber() || value.doubleValue() < least) {
      diagnostics.schema(at(name), "Expected a number of at least " + least);
      return Optional.empty();
    }
    return Optional.of(value.doubleValue());
  }

  /** A field that may hold expressions; {@code name} is its location within the state. */
  Optional<Field> field(String member, String name) {
    JsonNode value = object.get(member);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Field(name, Template.compile(value, name, compiler)));
    } catch (EvaluationFailed e) {
      diagnostics.schema(at(member), e.getMessage());
      return Optional.empty();
    }
  }

  Optional<Field> field(String member) {
    return field(member, member);
  }

  Optional<Field> object(String member, String name) {
    if (object.has(member) && !object.get(member).isObject()) {
      diagnostics.schema(at(member), "Expected value of type Object");
      return Optional.empty();
    }
    return field(member, name);
  }

  /** Each object of an array member. */
  List<Fields> objects(String name) {
    List<Fields> items = new ArrayList<>();
    JsonNode array = object.path(name);
    for (int i = 0; i < array.size(); i++) {
      items.add(new Fields(array.get(i), at(name) + "[" + i + "]", diagnostics, compiler));
    }
    return items;
  }

  State.Outcome outcome(String prefix) {
    return new State.Outcome(
        field("Output", prefix + "Output"), object("Assign", prefix + "Assign"));
  }
}
