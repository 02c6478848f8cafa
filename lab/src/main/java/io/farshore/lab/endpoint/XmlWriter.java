package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.farshore.lab.endpoint.model.ServiceModel;
import io.farshore.lab.endpoint.model.Shape;
import io.farshore.lab.endpoint.model.Shape.Member;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes trees as AWS's XML: which names and lists there are says the model. */
final class XmlWriter {

  private static final XMLOutputFactory XML = XMLOutputFactory.newFactory();

  private final ServiceModel service;
  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter writer;

  XmlWriter(ServiceModel service) {
    this.service = service;
    try {
      writer = XML.createXMLStreamWriter(text);
      writer.writeStartDocument("UTF-8", "1.0");
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Opens the outermost element, with the service's namespace. */
  XmlWriter root(String name) {
    return write(
        () -> {
          writer.writeStartElement(name);
          writer.writeDefaultNamespace(service.namespace());
        });
  }

  /** Opens an element. */
  XmlWriter open(String name) {
    return write(() -> writer.writeStartElement(name));
  }

  /** Writes an element with text. */
  XmlWriter element(String name, String value) {
    return write(() -> leaf(name, value));
  }

  /** Writes the members of a structure that stand in the body, without an element around them. */
  XmlWriter members(Shape shape, JsonNode structure) {
    return write(() -> structure(shape, structure));
  }

  /** Closes the element opened last. */
  XmlWriter close() {
    return write(writer::writeEndElement);
  }

  /** All that was written. */
  byte[] bytes() {
    write(
        () -> {
          writer.writeEndDocument();
          writer.flush();
        });
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void structure(Shape shape, JsonNode structure) throws XMLStreamException {
    for (Member member : shape.members().values()) {
      JsonNode value = structure.path(member.name());
      if (member.location().isEmpty() && !value.isMissingNode() && !value.isNull()) {
        value(member, member.onWire(), value);
      }
    }
  }

  private void value(Member member, String name, JsonNode value) throws XMLStreamException {
    Shape shape = service.shape(member);
    switch (shape.type()) {
      case STRUCTURE -> {
        writer.writeStartElement(name);
        structure(shape, value);
        writer.writeEndElement();
      }
      case LIST -> list(shape, member.flat() || shape.flat(), name, value);
      case MAP -> map(shape, member.flat() || shape.flat(), name, value);
      case TIMESTAMP -> leaf(name, Timestamps.iso(value));
      default -> leaf(name, value.asText());
    }
  }

  private void list(Shape shape, boolean flat, String name, JsonNode list)
      throws XMLStreamException {
    if (!flat) {
      writer.writeStartElement(name);
    }
    String element = flat ? name : shape.element().onWire();
    for (JsonNode each : list) {
      value(shape.element(), element, each);
    }
    if (!flat) {
      writer.writeEndElement();
    }
  }

  private void map(Shape shape, boolean flat, String name, JsonNode map) throws XMLStreamException {
    if (!flat) {
      writer.writeStartElement(name);
    }
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      writer.writeStartElement(flat ? name : "entry");
      leaf(shape.key().onWire(), entry.getKey());
      if (entry.getValue() != NullNode.instance) {
        value(shape.value(), shape.value().onWire(), entry.getValue());
      }
      writer.writeEndElement();
    }
    if (!flat) {
      writer.writeEndElement();
    }
  }

  private void leaf(String name, String value) throws XMLStreamException {
    writer.writeStartElement(name);
    writer.writeCharacters(XmlCharacters.allowed(value));
    writer.writeEndElement();
  }

  private XmlWriter write(Step step) {
    try {
      step.run();
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException("XML can't be written", e);
    }
  }

  private interface Step {
    void run() throws XMLStreamException;
  }
}
