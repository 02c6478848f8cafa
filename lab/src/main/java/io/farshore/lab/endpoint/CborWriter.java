package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import io.farshore.lab.endpoint.model.ServiceModel;
import io.farshore.lab.endpoint.model.Shape;
import io.farshore.lab.endpoint.model.Shape.Member;
import io.farshore.lab.endpoint.model.Shape.Type;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** Writes trees as CBOR: blobs as byte strings, and instants under tag 1, as the model says. */
final class CborWriter {

  static final int MILLIS_DIGITS = 3;

  private static final CBORFactory CBOR = new CBORFactory();
  private static final int INSTANT = 1;

  /** What stands under tag 1. */
  enum Instants {
    /** A whole number of epoch milliseconds. */
    WHOLE_MILLIS,
    /** A number of epoch seconds, with a fraction. */
    SECONDS
  }

  private final ServiceModel service;
  private final Instants instants;

  CborWriter(ServiceModel service, Instants instants) {
    this.service = service;
    this.instants = instants;
  }

  void write(Optional<Shape> shape, JsonNode tree, OutputStream out) throws IOException {
    try (CBORGenerator generator = CBOR.createGenerator(out)) {
      write(generator, shape, tree);
    }
  }

  private void write(CBORGenerator generator, Optional<Shape> shape, JsonNode node)
      throws IOException {
    switch (node.getNodeType()) {
      case OBJECT -> {
        generator.writeStartObject(node, node.size());
        for (Map.Entry<String, JsonNode> each : node.properties()) {
          generator.writeFieldName(each.getKey());
          write(generator, member(shape, each.getKey()), each.getValue());
        }
        generator.writeEndObject();
      }
      case ARRAY -> {
        Optional<Shape> element = member(shape, "member");
        generator.writeStartArray(node, node.size());
        for (JsonNode each : node) {
          write(generator, element, each);
        }
        generator.writeEndArray();
      }
      case STRING -> text(generator, shape, node);
      case BINARY -> generator.writeBinary(node.binaryValue());
      case BOOLEAN -> generator.writeBoolean(node.booleanValue());
      case NUMBER -> number(generator, shape, node);
      default -> generator.writeNull();
    }
  }

  private Optional<Shape> member(Optional<Shape> shape, String name) {
    if (shape.isEmpty()) {
      return shape;
    }
    Member member =
        shape.get().type() == Type.MAP ? shape.get().value() : shape.get().members().get(name);
    return Optional.ofNullable(member).map(service::shape);
  }

  private void text(CBORGenerator generator, Optional<Shape> shape, JsonNode node)
      throws IOException {
    if (is(shape, Type.BLOB)) {
      generator.writeBinary(node.binaryValue());
    } else if (is(shape, Type.TIMESTAMP)) {
      instant(generator, Timestamps.seconds(node));
    } else {
      generator.writeString(node.textValue());
    }
  }

  private void number(CBORGenerator generator, Optional<Shape> shape, JsonNode number)
      throws IOException {
    if (is(shape, Type.TIMESTAMP)) {
      instant(generator, number.decimalValue());
    } else if (is(shape, Type.DOUBLE) || is(shape, Type.FLOAT)) {
      generator.writeNumber(number.doubleValue());
    } else if (number.isIntegralNumber() && number.canConvertToLong()) {
      generator.writeNumber(number.longValue());
    } else if (number.isIntegralNumber()) {
      generator.writeNumber(number.bigIntegerValue());
    } else {
      generator.writeNumber(number.doubleValue());
    }
  }

  private void instant(CBORGenerator generator, BigDecimal seconds) throws IOException {
    generator.writeTag(INSTANT);
    if (instants == Instants.WHOLE_MILLIS) {
      generator.writeNumber(seconds.movePointRight(MILLIS_DIGITS).longValue());
    } else {
      generator.writeNumber(seconds.doubleValue());
    }
  }

  private static boolean is(Optional<Shape> shape, Type type) {
    return shape.isPresent() && shape.get().type() == type;
  }
}
