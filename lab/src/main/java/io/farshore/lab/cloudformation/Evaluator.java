package io.farshore.lab.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Evaluates CloudFormation's intrinsic functions. */
final class Evaluator {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]*)}");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Scope scope;

  Evaluator(Scope scope) {
    this.scope = scope;
  }

  /**
   * The value, with every function evaluated.
   *
   * @param path said in errors
   * @return missing for {@code AWS::NoValue}
   * @throws TemplateException for unknown functions and unresolved references
   */
  JsonNode evaluate(JsonNode node, String path) {
    if (node.isArray()) {
      ArrayNode list = NODES.arrayNode();
      for (int i = 0; i < node.size(); i++) {
        JsonNode value = evaluate(node.get(i), path + "[" + i + "]");
        if (!value.isMissingNode()) {
          list.add(value);
        }
      }
      return list;
    }
    if (!node.isObject()) {
      return node;
    }
    if (node.size() == 1) {
      String name = node.fieldNames().next();
      if (isFunction(name, node)) {
        return function(name, node.get(name), path);
      }
    }
    ObjectNode object = NODES.objectNode();
    for (var member : node.properties()) {
      String inside = path + "." + member.getKey();
      if (member.getKey().startsWith("Fn::")) {
        throw new TemplateException(inside, "a function must stand alone");
      }
      JsonNode value = evaluate(member.getValue(), inside);
      if (!value.isMissingNode()) {
        object.set(member.getKey(), value);
      }
    }
    return object;
  }

  private static boolean isFunction(String name, JsonNode node) {
    return name.startsWith("Fn::")
        || name.equals("Ref")
        || name.equals("Condition") && node.get(name).isTextual();
  }

  private JsonNode function(String name, JsonNode argument, String path) {
    return switch (name) {
      case "Ref" -> scope.ref(text(argument, path), path);
      case "Condition" -> NODES.booleanNode(scope.condition(text(argument, path), path));
      case "Fn::GetAtt" -> getAtt(argument, path);
      case "Fn::Sub" -> sub(argument, path);
      case "Fn::Join" -> join(arguments(argument, 2, path), path);
      case "Fn::Select" -> select(arguments(argument, 2, path), path);
      case "Fn::Split" -> split(arguments(argument, 2, path), path);
      case "Fn::FindInMap" -> findInMap(arguments(argument, 3, path), path);
      case "Fn::If" -> {
        List<JsonNode> parts = arguments(argument, 3, path);
        boolean yes = scope.condition(text(parts.get(0), path), path);
        yield evaluate(parts.get(yes ? 1 : 2), path);
      }
      case "Fn::Equals" -> {
        List<JsonNode> parts = arguments(argument, 2, path);
        yield NODES.booleanNode(string(parts.get(0), path).equals(string(parts.get(1), path)));
      }
      case "Fn::And" -> NODES.booleanNode(truths(argument, path).stream().allMatch(t -> t));
      case "Fn::Or" -> NODES.booleanNode(truths(argument, path).stream().anyMatch(t -> t));
      case "Fn::Not" -> NODES.booleanNode(!truths(argument, path).get(0));
      case "Fn::Base64" ->
          NODES.textNode(
              Base64.getEncoder()
                  .encodeToString(string(argument, path).getBytes(StandardCharsets.UTF_8)));
      case "Fn::ImportValue" -> scope.imported(string(argument, path), path);
      default -> throw new TemplateException(path, "the lab has no function " + name);
    };
  }

  private JsonNode getAtt(JsonNode argument, String path) {
    if (argument.isTextual()) {
      String[] parts = argument.textValue().split("\\.", 2);
      if (parts.length == 2) {
        return scope.attribute(parts[0], parts[1], path);
      }
    }
    List<JsonNode> parts = arguments(argument, 2, path);
    return scope.attribute(text(parts.get(0), path), string(parts.get(1), path), path);
  }

  private JsonNode sub(JsonNode argument, String path) {
    JsonNode variables = NODES.objectNode();
    JsonNode template = argument;
    if (argument.isArray()) {
      List<JsonNode> parts = arguments(argument, 2, path);
      template = parts.get(0);
      variables = parts.get(1);
    }
    Matcher found = VARIABLE.matcher(text(template, path));
    StringBuilder result = new StringBuilder();
    while (found.find()) {
      String name = found.group(2).trim();
      String value = found.group(1).isEmpty() ? variable(name, variables, path) : "${" + name + "}";
      found.appendReplacement(result, Matcher.quoteReplacement(value));
    }
    return NODES.textNode(found.appendTail(result).toString());
  }

  private String variable(String name, JsonNode variables, String path) {
    if (variables.has(name)) {
      return string(variables.get(name), path);
    }
    int dot = name.indexOf('.');
    JsonNode value =
        dot < 0
            ? scope.ref(name, path)
            : scope.attribute(name.substring(0, dot), name.substring(dot + 1), path);
    if (!value.isValueNode() || value.isMissingNode()) {
      throw new TemplateException(path, "${" + name + "} is no text");
    }
    return value.asText();
  }

  private JsonNode join(List<JsonNode> parts, String path) {
    List<String> texts = new ArrayList<>();
    for (JsonNode each : list(parts.get(1), path)) {
      texts.add(string(each, path));
    }
    return NODES.textNode(String.join(text(parts.get(0), path), texts));
  }

  private JsonNode select(List<JsonNode> parts, String path) {
    JsonNode list = list(parts.get(1), path);
    String index = string(parts.get(0), path);
    if (!index.matches("\\d{1,6}") || Integer.parseInt(index) >= list.size()) {
      throw new TemplateException(path, "Fn::Select has no element " + index);
    }
    return list.get(Integer.parseInt(index));
  }

  private JsonNode split(List<JsonNode> parts, String path) {
    ArrayNode list = NODES.arrayNode();
    String by = text(parts.get(0), path);
    for (String each : string(parts.get(1), path).split(Pattern.quote(by), -1)) {
      list.add(each);
    }
    return list;
  }

  private JsonNode findInMap(List<JsonNode> parts, String path) {
    String map = string(parts.get(0), path);
    String top = string(parts.get(1), path);
    String second = string(parts.get(2), path);
    return scope.mapped(map, top, second, path);
  }

  private List<Boolean> truths(JsonNode argument, String path) {
    List<Boolean> truths = new ArrayList<>();
    for (JsonNode each : argument.isArray() ? argument : NODES.arrayNode().add(argument)) {
      JsonNode value = evaluate(each, path);
      if (!value.isBoolean()) {
        throw new TemplateException(path, "is no condition");
      }
      truths.add(value.booleanValue());
    }
    if (truths.isEmpty()) {
      throw new TemplateException(path, "lists no conditions");
    }
    return truths;
  }

  private List<JsonNode> arguments(JsonNode argument, int count, String path) {
    if (!argument.isArray() || argument.size() != count) {
      throw new TemplateException(path, "the function takes a list of " + count);
    }
    List<JsonNode> parts = new ArrayList<>();
    argument.forEach(parts::add);
    return parts;
  }

  private JsonNode list(JsonNode node, String path) {
    JsonNode list = evaluate(node, path);
    if (!list.isArray()) {
      throw new TemplateException(path, "the function takes a list");
    }
    return list;
  }

  /** Evaluates to one text. */
  private String string(JsonNode node, String path) {
    JsonNode value = evaluate(node, path);
    if (value.isMissingNode() || value.isContainerNode() || value.isNull()) {
      throw new TemplateException(path, "is no text");
    }
    return value.asText();
  }

  private static String text(JsonNode node, String path) {
    if (!node.isTextual()) {
      throw new TemplateException(path, "takes a plain text");
    }
    return node.textValue();
  }

  /** A missing value, as {@code AWS::NoValue}. */
  static JsonNode noValue() {
    return MissingNode.getInstance();
  }
}
