package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.model.ServiceModel;
import io.farshore.lab.endpoint.model.Shape;
import io.farshore.lab.endpoint.model.Shape.Member;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads XML as a tree of the model's types; elements that the model does not know are left out. */
final class XmlReader {

  private static final XMLInputFactory XML = factory();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ServiceModel service;
  private final XMLStreamReader reader;

  private XmlReader(ServiceModel service, XMLStreamReader reader) {
    this.service = service;
    this.reader = reader;
  }

  /**
   * The members of an input.
   *
   * @return nothing read is an empty object
   * @throws AwsError {@code MalformedInput} when it is no XML, or not of the model's types
   */
  static ObjectNode read(ServiceModel service, Shape shape, byte[] body) {
    if (body.length == 0) {
      return NODES.objectNode();
    }
    try {
      XMLStreamReader reader = XML.createXMLStreamReader(new ByteArrayInputStream(body), "UTF-8");
      reader.nextTag();
      ObjectNode input = new XmlReader(service, reader).structure(shape);
      while (reader.hasNext()) {
        reader.next();
      }
      return input;
    } catch (XMLStreamException e) {
      throw new AwsError("MalformedInput", 400, "The body is not well-formed XML");
    }
  }

  private ObjectNode structure(Shape shape) throws XMLStreamException {
    ObjectNode structure = NODES.objectNode();
    while (nextElement()) {
      String name = reader.getLocalName();
      Optional<Member> member =
          shape.members().values().stream()
              .filter(each -> each.location().isEmpty() && each.onWire().equals(name))
              .findFirst();
      if (member.isPresent()) {
        structure.set(member.get().name(), value(service.shape(member.get())));
      } else {
        skip();
      }
    }
    return structure;
  }

  private JsonNode value(Shape shape) throws XMLStreamException {
    return switch (shape.type()) {
      case STRUCTURE -> structure(shape);
      case LIST -> list(shape);
      // No input in XML holds a map.
      default -> scalar(shape);
    };
  }

  private ArrayNode list(Shape shape) throws XMLStreamException {
    ArrayNode list = NODES.arrayNode();
    while (nextElement()) {
      list.add(value(service.shape(shape.element())));
    }
    return list;
  }

  private JsonNode scalar(Shape shape) throws XMLStreamException {
    StringBuilder text = new StringBuilder();
    int event;
    while ((event = reader.next()) != XMLStreamConstants.END_ELEMENT) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        throw new AwsError("MalformedInput", 400, "Start of structure found where not expected");
      }
      if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
        text.append(reader.getText());
      }
    }
    return TextValues.parse(shape.type(), text.toString())
        .orElseThrow(
            () -> new AwsError("MalformedInput", 400, "A value has not the type of its member"));
  }

  /** Goes to the next element in this one; false at its end. */
  private boolean nextElement() throws XMLStreamException {
    int event;
    while ((event = reader.next()) != XMLStreamConstants.START_ELEMENT) {
      if (event == XMLStreamConstants.END_ELEMENT) {
        return false;
      }
    }
    return true;
  }

  private void skip() throws XMLStreamException {
    int depth = 1;
    while (depth > 0) {
      int event = reader.next();
      depth += event == XMLStreamConstants.START_ELEMENT ? 1 : 0;
      depth -= event == XMLStreamConstants.END_ELEMENT ? 1 : 0;
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }
}
