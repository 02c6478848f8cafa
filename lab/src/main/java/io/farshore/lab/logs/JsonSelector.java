package io.farshore.lab.logs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads selectors of JSON: {@code $.level = "ERROR" && ($.shard != 3 || $.cause NOT EXISTS)}. AND
 * binds more than OR. Not thread-safe.
 */
final class JsonSelector {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(&&|\\|\\||\\(|\\)|!=|<=|>=|=|<|>|NOT EXISTS|IS NULL|IS TRUE|IS FALSE"
              + "|\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s()&|=<>!]+)");

  private final List<String> tokens = new ArrayList<>();
  private int next;

  JsonSelector(String text) {
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    String trimmed = text.stripTrailing();
    while (end < trimmed.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw wrong();
      }
      end = matcher.end();
      tokens.add(matcher.group(1));
    }
  }

  Predicate<JsonNode> read() {
    Predicate<JsonNode> selector = or();
    if (next != tokens.size()) {
      throw wrong();
    }
    return selector;
  }

  private Predicate<JsonNode> or() {
    Predicate<JsonNode> left = and();
    while (take("||")) {
      left = left.or(and());
    }
    return left;
  }

  private Predicate<JsonNode> and() {
    Predicate<JsonNode> left = one();
    while (take("&&")) {
      left = left.and(one());
    }
    return left;
  }

  private Predicate<JsonNode> one() {
    if (take("(")) {
      Predicate<JsonNode> inner = or();
      if (!take(")")) {
        throw wrong();
      }
      return inner;
    }
    String path = token();
    if (!path.startsWith("$.") || path.contains("*")) {
      throw wrong();
    }
    String pointer = path.substring(1).replace('.', '/').replace("[", "/").replace("]", "");
    String operator = token();
    return switch (operator) {
      case "NOT EXISTS" -> tree -> tree.at(pointer).isMissingNode();
      case "IS NULL" -> tree -> tree.at(pointer).isNull();
      case "IS TRUE" -> tree -> tree.at(pointer).isBoolean() && tree.at(pointer).asBoolean();
      case "IS FALSE" -> tree -> tree.at(pointer).isBoolean() && !tree.at(pointer).asBoolean();
      default -> compare(pointer, operator, token());
    };
  }

  private static Predicate<JsonNode> compare(String pointer, String operator, String given) {
    boolean quoted = given.startsWith("\"");
    String value =
        quoted ? given.substring(1, given.length() - 1).replaceAll("\\\\(.)", "$1") : given;
    if (!quoted && value.startsWith("%")) {
      throw LogsErrors.invalid("The lab's filter patterns have no regular expressions");
    }
    boolean number = !quoted && value.matches("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
    if (number) {
      double wanted = Double.parseDouble(value);
      return tree ->
          tree.at(pointer).isNumber()
              && holds(Double.compare(tree.at(pointer).asDouble(), wanted), operator);
    }
    Pattern wild = Pattern.compile(Pattern.quote(value).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
    return switch (operator) {
      case "=" -> tree -> isText(tree.at(pointer), wild);
      case "!=" -> tree -> tree.at(pointer).isValueNode() && !isText(tree.at(pointer), wild);
      default -> throw wrong();
    };
  }

  private static boolean isText(JsonNode node, Pattern wild) {
    return node.isValueNode() && wild.matcher(node.asText()).matches();
  }

  private static boolean holds(int compared, String operator) {
    return switch (operator) {
      case "=" -> compared == 0;
      case "!=" -> compared != 0;
      case "<" -> compared < 0;
      case "<=" -> compared <= 0;
      case ">" -> compared > 0;
      default -> compared >= 0;
    };
  }

  private boolean take(String token) {
    boolean there = next < tokens.size() && tokens.get(next).equals(token);
    next += there ? 1 : 0;
    return there;
  }

  private String token() {
    if (next == tokens.size()) {
      throw wrong();
    }
    return tokens.get(next++);
  }

  private static RuntimeException wrong() {
    return LogsErrors.invalid("Invalid filter pattern");
  }
}
