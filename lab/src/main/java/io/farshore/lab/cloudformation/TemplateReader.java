package io.farshore.lab.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads YAML, with CloudFormation's short forms ({@code !Sub}) turned into the long ones. */
final class TemplateReader {

  private static final ObjectMapper JSON = new ObjectMapper();

  private TemplateReader() {}

  /**
   * Reads a template.
   *
   * @throws TemplateException for what is no YAML, and for keys that come twice
   */
  static ObjectNode read(String text) {
    try {
      var options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
      if (root instanceof MappingNode map) {
        return object(map);
      }
    } catch (YAMLException e) {
      throw new TemplateException("template", "no YAML: " + e.getMessage(), e);
    }
    throw new TemplateException("template", "holds no mapping");
  }

  private static JsonNode convert(Node node) {
    String tag = node.getTag().getValue();
    if (tag.startsWith("!") && !tag.startsWith("!!")) {
      return shortForm(tag.substring(1), node);
    }
    return plain(node);
  }

  private static JsonNode plain(Node node) {
    if (node instanceof MappingNode map) {
      return object(map);
    }
    if (node instanceof SequenceNode list) {
      ArrayNode array = JSON.createArrayNode();
      list.getValue().forEach(element -> array.add(convert(element)));
      return array;
    }
    return scalar((ScalarNode) node);
  }

  private static JsonNode shortForm(String name, Node node) {
    ObjectNode call = JSON.createObjectNode();
    JsonNode argument =
        node instanceof ScalarNode scalar
            ? JSON.getNodeFactory().textNode(scalar.getValue())
            : plain(node);
    if (name.equals("GetAtt") && argument.isTextual()) {
      String[] parts = argument.textValue().split("\\.", 2);
      ArrayNode list = JSON.createArrayNode();
      for (String part : parts) {
        list.add(part);
      }
      argument = list;
    }
    call.set(name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name, argument);
    return call;
  }

  private static ObjectNode object(MappingNode map) {
    ObjectNode object = JSON.createObjectNode();
    for (NodeTuple entry : map.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key) || key.getTag().equals(Tag.MERGE)) {
        throw new TemplateException(
            "template" + at(entry.getKeyNode()), "keys are plain text, and merges are not taken");
      }
      if (object.has(key.getValue())) {
        throw new TemplateException("template" + at(key), key.getValue() + " comes twice");
      }
      object.set(key.getValue(), convert(entry.getValueNode()));
    }
    return object;
  }

  private static String at(Node node) {
    return " line " + (node.getStartMark().getLine() + 1);
  }

  private static JsonNode scalar(ScalarNode node) {
    String text = node.getValue();
    Tag tag = node.getTag();
    var nodes = JSON.getNodeFactory();
    if (tag.equals(Tag.NULL)) {
      return nodes.nullNode();
    }
    if (tag.equals(Tag.BOOL) && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))) {
      return nodes.booleanNode(Boolean.parseBoolean(text));
    }
    if (tag.equals(Tag.INT) && text.matches("-?(0|[1-9]\\d{0,17})")) {
      return nodes.numberNode(Long.parseLong(text));
    }
    if (tag.equals(Tag.FLOAT) && text.matches("-?\\d+\\.\\d+")) {
      return nodes.numberNode(Double.parseDouble(text));
    }
    return nodes.textNode(text);
  }
}
