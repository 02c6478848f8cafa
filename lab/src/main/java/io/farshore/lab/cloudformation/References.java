package io.farshore.lab.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that a part of a template refers to. */
final class References {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^!}][^}]*)}");

  private References() {}

  /** Parameters, pseudo parameters and logical ids, without attributes. */
  static Set<String> of(JsonNode node) {
    Set<String> names = new LinkedHashSet<>();
    collect(node, names);
    return names;
  }

  private static void collect(JsonNode node, Set<String> names) {
    if (node.isObject() && node.size() == 1) {
      JsonNode argument = node.elements().next();
      switch (node.fieldNames().next()) {
        case "Ref" -> names.add(argument.asText());
        case "Fn::GetAtt" ->
            names.add(
                argument.isArray()
                    ? argument.path(0).asText()
                    : argument.asText().split("\\.", 2)[0]);
        case "Fn::Sub" -> sub(argument, names);
        default -> node.forEach(each -> collect(each, names));
      }
    } else {
      node.forEach(each -> collect(each, names));
    }
  }

  private static void sub(JsonNode argument, Set<String> names) {
    JsonNode variables = argument.path(1);
    String text = argument.isArray() ? argument.path(0).asText() : argument.asText();
    Matcher found = VARIABLE.matcher(text);
    while (found.find()) {
      if (!variables.has(found.group(1).trim())) {
        names.add(found.group(1).trim().split("\\.", 2)[0]);
      }
    }
    collect(variables, names);
  }
}
