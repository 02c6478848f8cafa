package io.farshore.lab.stepfunctions.jsonata;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Jackson's tree to the engine's maps and lists, and back. */
final class JsonataValues {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final double LARGEST_EXACT = 9_007_199_254_740_992d;

  private JsonataValues() {}

  /** A new value for the engine; JSON's null is a value there, Java's null is "undefined". */
  static Object fromJson(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        node.properties().forEach(e -> map.put(e.getKey(), fromJson(e.getValue())));
        yield map;
      }
      case ARRAY -> {
        List<Object> list = new ArrayList<>(node.size());
        node.forEach(item -> list.add(fromJson(item)));
        yield list;
      }
      case STRING, BINARY -> node.asText();
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> number(node);
      default -> Jsonata.NULL_VALUE;
    };
  }

  private static Object number(JsonNode node) {
    if (node.canConvertToInt() && node.isIntegralNumber()) {
      return node.intValue();
    }
    return node.isIntegralNumber() && node.canConvertToLong()
        ? (Object) node.longValue()
        : (Object) node.doubleValue();
  }

  /** The JSON of a result; empty when it holds a function, which has no JSON. */
  static Optional<JsonNode> toJson(Object value) {
    try {
      return Optional.of(json(value));
    } catch (NotJson e) {
      return Optional.empty();
    }
  }

  private static JsonNode json(Object value) {
    if (value == null || value == Jsonata.NULL_VALUE) {
      return JSON.nullNode();
    } else if (value instanceof String text) {
      return JSON.textNode(text);
    } else if (value instanceof Boolean bool) {
      return JSON.booleanNode(bool);
    } else if (value instanceof Number number) {
      return number(number);
    } else if (value instanceof List<?> list) {
      ArrayNode array = JSON.arrayNode(list.size());
      list.forEach(item -> array.add(json(item)));
      return array;
    } else if (value instanceof Map<?, ?> map) {
      ObjectNode object = JSON.objectNode();
      map.forEach((key, item) -> object.set(String.valueOf(key), json(item)));
      return object;
    }
    throw new NotJson();
  }

  private static JsonNode number(Number number) {
    if (number instanceof Integer || number instanceof Long) {
      return JSON.numberNode(number.longValue());
    } else if (number instanceof BigInteger big) {
      return JSON.numberNode(big);
    } else if (number instanceof BigDecimal big) {
      return JSON.numberNode(big);
    }
    double value = number.doubleValue();
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new NotJson();
    }
    return value == Math.rint(value) && Math.abs(value) < LARGEST_EXACT
        ? JSON.numberNode((long) value)
        : JSON.numberNode(value);
  }

  private static final class NotJson extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
