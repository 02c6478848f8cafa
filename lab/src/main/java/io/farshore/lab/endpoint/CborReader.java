package io.farshore.lab.endpoint;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import io.farshore.lab.endpoint.CborWriter.Instants;
import java.io.IOException;

/**
 * Reads CBOR as trees: byte strings are blobs, and what is under tag 1 is an instant, which in a
 * tree is a number of epoch seconds.
 */
final class CborReader {

  private static final CBORFactory CBOR = new CBORFactory();
  private static final JsonNodeFactory NODES = new JsonNodeFactory(true);
  private static final int INSTANT = 1;

  private final CBORParser parser;
  private final Instants instants;

  private CborReader(CBORParser parser, Instants instants) {
    this.parser = parser;
    this.instants = instants;
  }

  static JsonNode read(byte[] bytes, Instants instants) throws IOException {
    try (CBORParser parser = CBOR.createParser(bytes)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new IOException("Nothing there");
      }
      JsonNode tree = new CborReader(parser, instants).value(first);
      if (parser.nextToken() != null) {
        throw new IOException("More than one value");
      }
      return tree;
    } catch (IllegalStateException | ArithmeticException | IllegalArgumentException e) {
      throw new IOException("No CBOR", e);
    }
  }

  private JsonNode value(JsonToken token) throws IOException {
    if (token == null) {
      throw new IOException("Ends too early");
    }
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_EMBEDDED_OBJECT -> NODES.binaryNode(parser.getBinaryValue());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(token);
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> throw new IOException("Not expected in CBOR: " + token);
    };
  }

  private ObjectNode object() throws IOException {
    ObjectNode object = NODES.objectNode();
    JsonToken token;
    while ((token = parser.nextToken()) == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      object.set(name, value(parser.nextToken()));
    }
    if (token != JsonToken.END_OBJECT) {
      throw new IOException("Ends too early");
    }
    return object;
  }

  private ArrayNode array() throws IOException {
    ArrayNode array = NODES.arrayNode();
    JsonToken token;
    while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
      array.add(value(token));
    }
    return array;
  }

  private JsonNode number(JsonToken token) throws IOException {
    boolean instant = parser.getCurrentTag() == INSTANT;
    if (token == JsonToken.VALUE_NUMBER_FLOAT) {
      return NODES.numberNode(parser.getDoubleValue());
    }
    if (instant && instants == Instants.WHOLE_MILLIS) {
      return NODES.numberNode(parser.getDecimalValue().movePointLeft(CborWriter.MILLIS_DIGITS));
    }
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      default -> NODES.numberNode(parser.getBigIntegerValue());
    };
  }
}
