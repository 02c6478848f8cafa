package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.endpoint.model.Shape;
import io.farshore.lab.endpoint.model.Shape.Type;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The limits of one type, in AWS's words. */
final class Constraints {

  private Constraints() {}

  /** The limits that a value does not keep; most often none. */
  static List<String> broken(Shape shape, JsonNode value) {
    if (shape.unlimited()) {
      return List.of();
    }
    return switch (shape.type()) {
      case STRING -> brokenText(shape, value.asText());
      case INTEGER, LONG, FLOAT, DOUBLE -> brokenNumber(shape, value.doubleValue());
      case BLOB -> brokenLength(shape, length(value));
      case LIST, MAP -> brokenLength(shape, value.size());
      default -> List.of();
    };
  }

  static List<String> brokenText(Shape shape, String text) {
    if (shape.unlimited()) {
      return List.of();
    }
    List<String> broken = new ArrayList<>(0);
    boolean tooLong = shape.max().isPresent() && text.length() > shape.max().getAsDouble();
    if (shape.pattern().isPresent() && !tooLong && !matches(shape.pattern().get(), text)) {
      broken.add(pattern(shape));
    }
    broken.addAll(brokenLength(shape, text.length()));
    if (!shape.values().isEmpty() && !shape.values().contains(text)) {
      broken.add(values(shape));
    }
    return broken;
  }

  /** All limits of a type, as AWS lists them for what is in lists and maps. */
  static List<String> all(Shape shape) {
    List<String> all = new ArrayList<>();
    boolean length = shape.type() == Type.STRING || shape.type() == Type.BLOB;
    String what = length ? "length" : "value";
    shape.max().ifPresent(max -> all.add(most(what, shape, max)));
    shape.min().ifPresent(min -> all.add(least(what, shape, min)));
    if (shape.pattern().isPresent()) {
      all.add(pattern(shape));
    }
    if (!shape.values().isEmpty()) {
      all.add(values(shape));
    }
    if (shape.type() != Type.STRING || !shape.values().isEmpty()) {
      all.add("Member must not be null");
    }
    return all;
  }

  private static List<String> brokenNumber(Shape shape, double number) {
    List<String> broken = new ArrayList<>(0);
    if (shape.min().isPresent() && !(number >= shape.min().getAsDouble())) {
      broken.add(least("value", shape, shape.min().getAsDouble()));
    }
    if (shape.max().isPresent() && !(number <= shape.max().getAsDouble())) {
      broken.add(most("value", shape, shape.max().getAsDouble()));
    }
    return broken;
  }

  private static List<String> brokenLength(Shape shape, int length) {
    List<String> broken = new ArrayList<>(0);
    if (shape.min().isPresent() && length < shape.min().getAsDouble()) {
      broken.add(least("length", shape, shape.min().getAsDouble()));
    }
    if (shape.max().isPresent() && length > shape.max().getAsDouble()) {
      broken.add(most("length", shape, shape.max().getAsDouble()));
    }
    return broken;
  }

  private static int length(JsonNode blob) {
    try {
      return blob.binaryValue().length;
    } catch (IOException e) {
      throw InputTypes.error("No blob");
    }
  }

  private static boolean matches(Pattern pattern, String text) {
    try {
      return pattern.matcher(text).matches();
    } catch (StackOverflowError e) {
      // Java's patterns recurse; a text that is too long for this one is the service's to judge.
      return true;
    }
  }

  private static String least(String what, Shape shape, double min) {
    return "Member must have " + what + " greater than or equal to " + number(shape, min);
  }

  private static String most(String what, Shape shape, double max) {
    return "Member must have " + what + " less than or equal to " + number(shape, max);
  }

  private static String number(Shape shape, double limit) {
    return shape.type() == Type.DOUBLE || shape.type() == Type.FLOAT
        ? Double.toString(limit)
        : BigDecimal.valueOf(limit).toBigInteger().toString();
  }

  private static String pattern(Shape shape) {
    return "Member must satisfy regular expression pattern: " + shape.pattern().orElseThrow();
  }

  private static String values(Shape shape) {
    return "Member must satisfy enum value set: " + shape.values();
  }
}
