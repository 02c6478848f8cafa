package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.model.ServiceModel;
import io.farshore.lab.endpoint.model.Shape;
import io.farshore.lab.endpoint.model.Shape.Member;
import io.farshore.lab.endpoint.model.Shape.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.Map;

/**
 * Gives what came in JSON or CBOR the types of the model, or says in AWS's words why it can't.
 * Members that the model does not know and members without a value are left out, as AWS does;
 * numbers that are too large for their type become its largest.
 */
final class InputTypes {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String LIST = "Start of list found where not expected";
  private static final String STRUCTURE = "Start of structure or map found where not expected.";

  private final ServiceModel service;
  private final boolean exact;

  InputTypes(ServiceModel service) {
    this.service = service;
    // DynamoDB cuts no number to fit.
    this.exact = service.signingName().equals("dynamodb");
  }

  /**
   * The members of a structure, in place.
   *
   * @throws AwsError {@code SerializationException}
   */
  ObjectNode structure(Shape shape, ObjectNode node) {
    Iterator<Map.Entry<String, JsonNode>> members = node.properties().iterator();
    while (members.hasNext()) {
      Map.Entry<String, JsonNode> each = members.next();
      Member member = shape.members().get(each.getKey());
      if (member == null || each.getValue().isNull()) {
        members.remove();
      } else {
        each.setValue(value(service.shape(member), each.getValue()));
      }
    }
    return node;
  }

  private JsonNode value(Shape shape, JsonNode node) {
    return switch (shape.type()) {
      case STRUCTURE -> {
        refuse(node.isArray(), LIST);
        refuse(!node.isObject(), "Expected null");
        yield structure(shape, (ObjectNode) node);
      }
      case LIST -> {
        refuse(node.isObject(), STRUCTURE);
        refuse(!node.isArray(), "Expected list or null");
        yield list(shape, (ArrayNode) node);
      }
      case MAP -> {
        refuse(node.isArray(), LIST);
        refuse(!node.isObject(), "Expected map or null");
        yield map(shape, (ObjectNode) node);
      }
      default -> {
        refuse(node.isArray(), LIST);
        refuse(node.isObject(), STRUCTURE);
        JsonNode scalar = scalar(shape.type(), node);
        refuse(
            exact && isWhole(shape.type()) && scalar != node,
            "NUMBER_VALUE cannot be converted to " + name(shape.type()));
        yield scalar;
      }
    };
  }

  private JsonNode list(Shape shape, ArrayNode list) {
    Shape element = service.shape(shape.element());
    for (int i = 0; i < list.size(); i++) {
      if (!list.get(i).isNull()) {
        list.set(i, value(element, list.get(i)));
      }
    }
    return list;
  }

  private JsonNode map(Shape shape, ObjectNode map) {
    Shape value = service.shape(shape.value());
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      if (!entry.getValue().isNull()) {
        entry.setValue(value(value, entry.getValue()));
      }
    }
    return map;
  }

  private static JsonNode scalar(Type type, JsonNode node) {
    return switch (type) {
      case STRING -> {
        refuse(!node.isTextual(), kind(node) + " can not be converted to an String");
        yield node;
      }
      case BOOLEAN -> truth(node);
      case INTEGER, LONG -> {
        refuse(!node.isNumber(), kind(node) + " can not be converted to an " + name(type));
        yield integer(type, node);
      }
      case FLOAT, DOUBLE -> fraction(type, node);
      case TIMESTAMP -> {
        refuse(!node.isNumber(), kind(node) + " can not be converted to milliseconds since epoch");
        yield NODES.numberNode(Timestamps.seconds(node));
      }
      case BLOB -> Blobs.of(node, kind(node));
      default -> node;
    };
  }

  private static JsonNode truth(JsonNode node) {
    if (node.isTextual()) {
      String text = node.textValue();
      boolean known = text.equals("true") || text.equals("false");
      refuse(!known, "'" + text + "' can not be converted to an Boolean");
      return NODES.booleanNode(text.equals("true"));
    }
    // AWS takes numbers with a fraction for truth values, but no whole ones.
    boolean fraction = node.isNumber() && !node.isIntegralNumber();
    refuse(!node.isBoolean() && !fraction, kind(node) + " can not be converted to an Boolean");
    return fraction ? NODES.booleanNode(node.doubleValue() != 0) : node;
  }

  private static JsonNode fraction(Type type, JsonNode node) {
    if (node.isTextual()) {
      return switch (node.textValue()) {
        case "NaN" -> NODES.numberNode(Double.NaN);
        case "Infinity" -> NODES.numberNode(Double.POSITIVE_INFINITY);
        case "-Infinity" -> NODES.numberNode(Double.NEGATIVE_INFINITY);
        default -> throw error(kind(node) + " can not be converted to an " + name(type));
      };
    }
    refuse(!node.isNumber(), kind(node) + " can not be converted to an " + name(type));
    return node;
  }

  /** A whole number in the range of its type. */
  static JsonNode integer(Type type, JsonNode node) {
    if (type == Type.INTEGER ? node.isInt() : node.isInt() || node.isLong()) {
      return node;
    }
    long min = type == Type.INTEGER ? Integer.MIN_VALUE : Long.MIN_VALUE;
    long max = type == Type.INTEGER ? Integer.MAX_VALUE : Long.MAX_VALUE;
    double rough = node.doubleValue();
    long whole =
        rough >= max || rough <= min || Double.isNaN(rough)
            ? (rough > 0 ? max : rough < 0 ? min : 0)
            : exact(node).longValue();
    return type == Type.INTEGER
        ? NODES.numberNode((int) Math.max(min, Math.min(max, whole)))
        : NODES.numberNode(whole);
  }

  private static BigInteger exact(JsonNode node) {
    BigDecimal value = node.decimalValue();
    return value.toBigInteger();
  }

  private static boolean isWhole(Type type) {
    return type == Type.INTEGER || type == Type.LONG;
  }

  private static String name(Type type) {
    return switch (type) {
      case INTEGER -> "Integer";
      case LONG -> "Long";
      case FLOAT -> "Float";
      default -> "Double";
    };
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case BOOLEAN -> "class java.lang.Boolean";
      case NUMBER -> "class com.amazon.coral.value.json.numbers.TruncatingBigNumber";
      case BINARY -> "class java.nio.HeapByteBuffer";
      default -> "class java.lang.String";
    };
  }

  private static void refuse(boolean wrong, String message) {
    if (wrong) {
      throw error(message);
    }
  }

  static AwsError error(String message) {
    return new AwsError("SerializationException", 400, message);
  }
}
