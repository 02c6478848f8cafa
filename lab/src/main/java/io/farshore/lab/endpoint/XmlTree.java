package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XML as a tree: an element without elements in it is text, any other one an object, or a
 * list where its name is a list's.
 */
final class XmlTree {

  private static final XMLInputFactory XML = factory();

  private XmlTree() {}

  /**
   * Reads the members of the root element.
   *
   * @param lists the names of lists; of their elements, each is one of the list
   * @return nothing read is an empty object
   */
  static ObjectNode read(byte[] body, Map<String, String> lists) {
    if (body.length == 0) {
      return JsonProtocol.JSON.createObjectNode();
    }
    try {
      XMLStreamReader reader = XML.createXMLStreamReader(new ByteArrayInputStream(body), "UTF-8");
      reader.nextTag();
      if (element(reader, lists) instanceof ObjectNode root) {
        return root;
      }
      return JsonProtocol.JSON.createObjectNode();
    } catch (XMLStreamException e) {
      throw new AwsError("MalformedInput", 400, "The body is not XML");
    }
  }

  private static JsonNode element(XMLStreamReader reader, Map<String, String> lists)
      throws XMLStreamException {
    boolean list = lists.containsKey(reader.getLocalName());
    ObjectNode object = JsonProtocol.JSON.createObjectNode();
    ArrayNode array = JsonProtocol.JSON.createArrayNode();
    StringBuilder text = new StringBuilder();
    int event;
    while ((event = reader.next()) != XMLStreamConstants.END_ELEMENT) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        String name = reader.getLocalName();
        JsonNode child = element(reader, lists);
        object.set(name, child);
        array.add(child);
      } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
        text.append(reader.getText());
      }
    }
    if (list) {
      return array;
    }
    return object.isEmpty() ? TextNode.valueOf(text.toString()) : object;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }
}
