package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes trees as AWS's XML. Instants, which trees have as epoch seconds, become ISO-8601. */
final class XmlText {

  private static final XMLOutputFactory XML = XMLOutputFactory.newFactory();
  private static final Pattern INSTANT = Pattern.compile(".*(Timestamps?|Time|Date)|SubmittedAt");
  private static final int MILLIS_DIGITS = 3;

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter writer;
  private final UnaryOperator<String> elementOf;
  private final Set<String> maps;

  /**
   * A writer.
   *
   * @param elementOf the name of a list's elements, by the list's
   * @param maps the members that are maps, which are written as entries of key and value
   */
  XmlText(UnaryOperator<String> elementOf, Set<String> maps) {
    this.elementOf = elementOf;
    this.maps = maps;
    try {
      writer = XML.createXMLStreamWriter(text);
      writer.writeStartDocument("UTF-8", "1.0");
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Opens an element with a default namespace. */
  XmlText open(String name, String namespace) {
    return write(
        () -> {
          writer.writeStartElement(name);
          writer.writeDefaultNamespace(namespace);
        });
  }

  /** Writes an element, and what is in it. */
  XmlText element(String name, JsonNode value) {
    return write(() -> tree(name, value));
  }

  /** Writes an element with text. */
  XmlText element(String name, String value) {
    return write(() -> text(name, value));
  }

  /** Writes the members of an object, without an element around them. */
  XmlText members(JsonNode object) {
    return write(
        () -> {
          for (Map.Entry<String, JsonNode> member : object.properties()) {
            tree(member.getKey(), member.getValue());
          }
        });
  }

  /** Closes the element opened last. */
  XmlText close() {
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

  private void tree(String name, JsonNode node) throws XMLStreamException {
    if (node.isNull()) {
      return;
    }
    if (!node.isContainerNode()) {
      text(name, value(name, node));
      return;
    }
    writer.writeStartElement(name);
    if (node.isArray()) {
      for (JsonNode each : node) {
        tree(elementOf.apply(name), each.isNumber() ? dated(name, each) : each);
      }
    } else if (maps.contains(name)) {
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        writer.writeStartElement("entry");
        text("key", entry.getKey());
        tree("value", entry.getValue());
        writer.writeEndElement();
      }
    } else {
      members(node);
    }
    writer.writeEndElement();
  }

  private void text(String name, String value) throws XMLStreamException {
    writer.writeStartElement(name);
    writer.writeCharacters(value);
    writer.writeEndElement();
  }

  private static JsonNode dated(String list, JsonNode number) {
    return JsonProtocol.JSON.getNodeFactory().textNode(value(list, number));
  }

  private static String value(String name, JsonNode node) {
    if (node.isNumber() && INSTANT.matcher(name).matches()) {
      BigDecimal millis = node.decimalValue().movePointRight(MILLIS_DIGITS);
      return Instant.ofEpochMilli(millis.longValue()).toString();
    }
    return node.asText();
  }

  private XmlText write(Step step) {
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
