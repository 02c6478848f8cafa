package io.farshore.lab.endpoint;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Trees in AWS's dialect of CBOR: byte strings are blobs, and an instant is a whole number of epoch
 * <em>milli</em>seconds under tag 1. In a tree an instant is a number of epoch seconds, in a member
 * whose name ends with {@code Timestamp}.
 */
final class CborTree {

  private static final CBORFactory CBOR = new CBORFactory();
  private static final JsonNodeFactory NODES = new JsonNodeFactory(true);
  private static final int INSTANT = 1;
  private static final int MILLIS_DIGITS = 3;

  private CborTree() {}

  static JsonNode read(byte[] bytes) throws IOException {
    try (CBORParser parser = CBOR.createParser(bytes)) {
      JsonToken first = parser.nextToken();
      return first == null ? NODES.objectNode() : value(parser, first);
    }
  }

  static byte[] write(JsonNode tree) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CBORGenerator generator = CBOR.createGenerator(bytes)) {
      write(generator, "", tree);
    }
    return bytes.toByteArray();
  }

  private static JsonNode value(CBORParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_EMBEDDED_OBJECT -> NODES.binaryNode(parser.getBinaryValue());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser, token);
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> throw new IOException("Not expected in CBOR: " + token);
    };
  }

  private static ObjectNode object(CBORParser parser) throws IOException {
    ObjectNode object = NODES.objectNode();
    String name;
    while ((name = parser.nextFieldName()) != null) {
      object.set(name, value(parser, parser.nextToken()));
    }
    return object;
  }

  private static ArrayNode array(CBORParser parser) throws IOException {
    ArrayNode array = NODES.arrayNode();
    JsonToken token;
    while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
      array.add(value(parser, token));
    }
    return array;
  }

  private static JsonNode number(CBORParser parser, JsonToken token) throws IOException {
    if (parser.getCurrentTag() == INSTANT) {
      return NODES.numberNode(parser.getDecimalValue().movePointLeft(MILLIS_DIGITS));
    }
    return token == JsonToken.VALUE_NUMBER_INT
        ? NODES.numberNode(parser.getLongValue())
        : NODES.numberNode(parser.getDoubleValue());
  }

  private static void write(CBORGenerator generator, String member, JsonNode node)
      throws IOException {
    switch (node.getNodeType()) {
      case OBJECT -> {
        generator.writeStartObject(node, node.size());
        for (Map.Entry<String, JsonNode> each : node.properties()) {
          generator.writeFieldName(each.getKey());
          write(generator, each.getKey(), each.getValue());
        }
        generator.writeEndObject();
      }
      case ARRAY -> {
        generator.writeStartArray(node, node.size());
        for (JsonNode each : node) {
          write(generator, member, each);
        }
        generator.writeEndArray();
      }
      case STRING -> generator.writeString(node.textValue());
      case BINARY -> generator.writeBinary(node.binaryValue());
      case BOOLEAN -> generator.writeBoolean(node.booleanValue());
      case NUMBER -> writeNumber(generator, member, node);
      default -> generator.writeNull();
    }
  }

  private static void writeNumber(CBORGenerator generator, String member, JsonNode number)
      throws IOException {
    if (member.endsWith("Timestamp")) {
      BigDecimal millis = number.decimalValue().movePointRight(MILLIS_DIGITS);
      generator.writeTag(INSTANT);
      generator.writeNumber(millis.longValue());
    } else if (number.isIntegralNumber()) {
      generator.writeNumber(number.longValue());
    } else {
      generator.writeNumber(number.doubleValue());
    }
  }
}
