package io.farshore.lab.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A filter pattern: terms that must all be in the line, {@code -} before those that must not,
 * {@code ?} before those of which one is enough; or a selector of JSON. Patterns of fields in
 * square brackets and regular expressions are refused.
 */
final class FilterPattern {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern TERM =
      Pattern.compile("([?-]?)(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+))");

  private FilterPattern() {}

  static Predicate<String> of(String text) {
    String pattern = text.trim();
    if (pattern.startsWith("{") && pattern.endsWith("}")) {
      Predicate<JsonNode> selector =
          new JsonSelector(pattern.substring(1, pattern.length() - 1)).read();
      return line -> tree(line).map(selector::test).orElse(false);
    }
    if (pattern.startsWith("[") || pattern.startsWith("%") || pattern.startsWith("{")) {
      throw LogsErrors.invalid("The lab has no filter patterns such as " + pattern);
    }
    return terms(pattern);
  }

  private static Optional<JsonNode> tree(String line) {
    try {
      return Optional.ofNullable(JSON.readTree(line)).filter(JsonNode::isContainerNode);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Predicate<String> terms(String pattern) {
    List<String> all = new ArrayList<>();
    List<String> none = new ArrayList<>();
    List<String> any = new ArrayList<>();
    Matcher matcher = TERM.matcher(pattern);
    while (matcher.find()) {
      String quoted = matcher.group(2);
      String term = quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1");
      if (quoted == null && !term.matches("[\\w.:/@#$&+=,;!~'-]+")) {
        throw LogsErrors.invalid("Invalid filter pattern");
      }
      List<String> kind =
          switch (matcher.group(1)) {
            case "?" -> any;
            case "-" -> none;
            default -> all;
          };
      kind.add(term);
    }
    return line ->
        all.stream().allMatch(line::contains)
            && none.stream().noneMatch(line::contains)
            && (any.isEmpty() || !all.isEmpty() || any.stream().anyMatch(line::contains));
  }
}
