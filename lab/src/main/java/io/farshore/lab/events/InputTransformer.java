package io.farshore.lab.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.farshore.lab.endpoint.AwsError;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template with variables in angle brackets. Outside of quotes a variable becomes a JSON value,
 * within them its text. A variable whose path leads nowhere becomes an empty text, within quotes
 * nothing.
 */
final class InputTransformer implements TargetInput {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern PLACEHOLDER = Pattern.compile("<([A-Za-z0-9._-]+)>");
  private static final Set<String> RESERVED =
      Set.of(
          "aws.events.rule-arn",
          "aws.events.rule-name",
          "aws.events.event.ingestion-time",
          "aws.events.event",
          "aws.events.event.json");

  private final Map<String, JsonPath> paths;
  private final String template;

  InputTransformer(String targetId, Map<String, JsonPath> paths, String template) {
    this.paths = paths;
    this.template = template;
    Matcher placeholder = PLACEHOLDER.matcher(template);
    while (placeholder.find()) {
      String name = placeholder.group(1);
      if (!RESERVED.contains(name) && !paths.containsKey(name)) {
        throw AwsError.validation(
            "InputTemplate for target " + targetId + " contains invalid placeholder " + name + ".");
      }
    }
    if (template.isEmpty()) {
      throw AwsError.validation("InputTransformer without InputTemplate");
    }
  }

  @Override
  public String of(ObjectNode event, Rule rule) {
    StringBuilder input = new StringBuilder();
    boolean quoted = false;
    int i = 0;
    while (i < template.length()) {
      char c = template.charAt(i);
      if (c == '\\' && quoted && i + 1 < template.length()) {
        input.append(c).append(template.charAt(i + 1));
        i += 2;
        continue;
      }
      int end = c == '<' ? template.indexOf('>', i) : -1;
      if (end > 0) {
        JsonNode value = value(template.substring(i + 1, end), event, rule);
        input.append(quoted ? withinQuotes(value) : outside(value));
        i = end + 1;
        continue;
      }
      quoted = (c == '"') != quoted;
      input.append(c);
      i++;
    }
    return checked(input.toString());
  }

  private JsonNode value(String variable, ObjectNode event, Rule rule) {
    return switch (variable) {
      case "aws.events.rule-arn" -> TextNode.valueOf(rule.arn());
      case "aws.events.rule-name" -> TextNode.valueOf(rule.key().name());
      case "aws.events.event.ingestion-time" -> event.path("time");
      case "aws.events.event" -> summary(event);
      case "aws.events.event.json" -> event;
      default -> {
        JsonPath path = paths.get(variable);
        if (path == null) {
          throw new IllegalArgumentException("InputTemplate names no variable " + variable);
        }
        yield path.in(event);
      }
    };
  }

  /** The event without its detail, and without a hyphen in its names. */
  private static ObjectNode summary(ObjectNode event) {
    ObjectNode summary = event.deepCopy();
    summary.remove("detail");
    summary.set("detailType", summary.remove("detail-type"));
    return summary;
  }

  private static String outside(JsonNode value) {
    return value.isMissingNode() ? "\"\"" : value.toString();
  }

  /** A template that is one text takes a tree without its quotes; in another it breaks the JSON. */
  private String withinQuotes(JsonNode value) {
    if (value.isContainerNode()) {
      boolean oneText = template.stripLeading().startsWith("\"");
      return oneText ? value.toString().replace("\"", "") : value.toString();
    }
    String text = value.asText();
    String quoted = TextNode.valueOf(text).toString();
    return quoted.substring(1, quoted.length() - 1);
  }

  private static String checked(String input) {
    try {
      JSON.readTree(input);
      return input;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("InputTemplate makes something that is not JSON");
    }
  }
}
