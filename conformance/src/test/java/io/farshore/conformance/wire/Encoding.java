package io.farshore.conformance.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.SAXException;

/** The encodings of AWS's protocols: how an input is written, and what an error is. */
enum Encoding {
  JSON("application/x-amz-json-1.1"),
  CBOR("application/x-amz-cbor-1.1"),
  SMITHY("application/cbor"),
  QUERY("application/x-www-form-urlencoded"),
  REST_JSON("application/json"),
  REST_XML("text/xml");

  private static final ObjectMapper TREES = new ObjectMapper();
  private static final ObjectMapper BYTES = new CBORMapper();

  final String contentType;

  Encoding(String contentType) {
    this.contentType = contentType;
  }

  /** The encodings that clients use with a service. */
  static List<Encoding> of(Model model) {
    return switch (model.text("protocol")) {
      case "rest-json" -> List.of(REST_JSON);
      case "rest-xml" -> List.of(REST_XML);
      case "query" -> List.of(QUERY);
      case "smithy-rpc-v2-cbor" -> List.of(SMITHY, JSON, QUERY);
      default -> model.service().equals("kinesis") ? List.of(JSON, CBOR) : List.of(JSON);
    };
  }

  boolean isTyped() {
    return this != QUERY && this != REST_XML;
  }

  byte[] write(Model model, String operation, JsonNode input) {
    try {
      return switch (this) {
        case JSON, REST_JSON -> TREES.writeValueAsBytes(input);
        case CBOR, SMITHY -> BYTES.writeValueAsBytes(input);
        case QUERY -> form(model, operation, input).getBytes(StandardCharsets.UTF_8);
        case REST_XML -> xml(model, operation, input).getBytes(StandardCharsets.UTF_8);
      };
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** True when the bytes are one well-formed document in this encoding. */
  boolean isWellFormed(byte[] body) {
    try {
      return switch (this) {
        case JSON, REST_JSON -> TREES.readTree(body).isObject();
        case CBOR, SMITHY -> BYTES.readTree(body).path("__type").isTextual();
        case QUERY, REST_XML -> isXml(body);
      };
    } catch (IOException e) {
      return false;
    }
  }

  static boolean isXml(byte[] body) {
    try {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(body));
      return true;
    } catch (SAXException | IOException | ParserConfigurationException e) {
      return false;
    }
  }

  private static String form(Model model, String operation, JsonNode input) {
    StringJoiner form = new StringJoiner("&");
    form.add("Action=" + operation).add("Version=" + model.text("version"));
    input.properties().forEach(member -> parameters(form, member.getKey(), member.getValue()));
    return form.toString();
  }

  private static void parameters(StringJoiner form, String name, JsonNode value) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(each -> parameters(form, name + "." + each.getKey(), each.getValue()));
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        parameters(form, name + ".member." + (i + 1), value.get(i));
      }
    } else {
      form.add(name + "=" + URLEncoder.encode(value.asText(), StandardCharsets.UTF_8));
    }
  }

  private static String xml(Model model, String operation, JsonNode input) {
    StringBuilder xml = new StringBuilder();
    String root = model.operation(operation).path("root").asText("Input");
    xml.append('<').append(root).append('>');
    for (Map.Entry<String, JsonNode> member : input.properties()) {
      element(xml, member.getKey(), member.getValue());
    }
    return xml.append("</").append(root).append('>').toString();
  }

  private static void element(StringBuilder xml, String name, JsonNode value) {
    xml.append('<').append(name).append('>');
    if (value.isContainerNode()) {
      for (Map.Entry<String, JsonNode> each : value.properties()) {
        element(xml, each.getKey(), each.getValue());
      }
      for (int i = 0; value.isArray() && i < value.size(); i++) {
        element(xml, "member", value.get(i));
      }
    } else {
      xml.append(value.asText().replace("&", "&amp;").replace("<", "&lt;"));
    }
    xml.append("</").append(name).append('>');
  }
}
