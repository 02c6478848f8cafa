package io.farshore.lab.stepfunctions.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value in which strings of the form <code>{%…%}</code> are expressions. Immutable. */
public sealed interface Template {

  /**
   * Compiles a value and all its expressions.
   *
   * @param location where the value stands, in slash form: {@code Output}
   * @throws EvaluationFailed when an expression is not valid JSONata
   */
  static Template compile(JsonNode value, String location, ExpressionCompiler compiler) {
    if (value.isTextual()) {
      return text(value, location, compiler);
    } else if (value.isArray()) {
      List<Template> items = new ArrayList<>();
      for (int i = 0; i < value.size(); i++) {
        items.add(compile(value.get(i), location + "[" + i + "]", compiler));
      }
      return constant(items) ? new Literal(value) : new Items(List.copyOf(items));
    } else if (value.isObject()) {
      Map<String, Template> members = new LinkedHashMap<>();
      value
          .properties()
          .forEach(
              e ->
                  members.put(
                      e.getKey(), compile(e.getValue(), location + "/" + e.getKey(), compiler)));
      return constant(members.values()) ? new Literal(value) : new Members(members);
    }
    return new Literal(value);
  }

  private static Template text(JsonNode value, String location, ExpressionCompiler compiler) {
    String text = value.textValue();
    return text.length() >= 4 && text.startsWith("{%") && text.endsWith("%}")
        ? new Computed(compiler.compile(text.substring(2, text.length() - 2).trim(), location))
        : new Literal(value);
  }

  private static boolean constant(Iterable<Template> parts) {
    for (Template part : parts) {
      if (!(part instanceof Literal)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The value, with every expression evaluated.
   *
   * @throws EvaluationFailed when an expression fails or returns nothing
   */
  JsonNode evaluate(Bindings bindings);

  /** A value without expressions. */
  record Literal(JsonNode value) implements Template {
    @Override
    public JsonNode evaluate(Bindings bindings) {
      return value;
    }
  }

  /** A string that is an expression as a whole. */
  record Computed(Expression expression) implements Template {
    @Override
    public JsonNode evaluate(Bindings bindings) {
      return expression.evaluate(bindings);
    }
  }

  /** An array with an expression somewhere inside. */
  record Items(List<Template> items) implements Template {
    @Override
    public JsonNode evaluate(Bindings bindings) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode(items.size());
      items.forEach(item -> array.add(item.evaluate(bindings)));
      return array;
    }
  }

  /** An object with an expression somewhere inside. */
  record Members(Map<String, Template> members) implements Template {
    @Override
    public JsonNode evaluate(Bindings bindings) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      members.forEach((name, member) -> object.set(name, member.evaluate(bindings)));
      return object;
    }
  }
}
