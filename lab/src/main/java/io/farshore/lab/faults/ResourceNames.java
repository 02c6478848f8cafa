package io.farshore.lab.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Finds the names of the tables, streams, functions... that an input speaks of. */
final class ResourceNames {

  private ResourceNames() {}

  /** The names; of an ARN, its last part. */
  static Set<String> in(JsonNode input) {
    Set<String> names = new HashSet<>();
    collect(input, names);
    return names;
  }

  private static void collect(JsonNode node, Set<String> names) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String key = member.getKey();
      JsonNode value = member.getValue();
      if (value.isTextual() && namesResource(key)) {
        names.add(lastPart(value.textValue()));
      } else if (key.equals("RequestItems")) {
        value.fieldNames().forEachRemaining(names::add);
      } else {
        collect(value, names);
      }
    }
    if (node.isArray()) {
      node.forEach(element -> collect(element, names));
    }
  }

  private static boolean namesResource(String member) {
    String lower = member.toLowerCase(java.util.Locale.ROOT);
    return lower.endsWith("name") || lower.endsWith("arn");
  }

  private static String lastPart(String name) {
    int cut = Math.max(name.lastIndexOf('/'), name.lastIndexOf(':'));
    return name.substring(cut + 1);
  }
}
