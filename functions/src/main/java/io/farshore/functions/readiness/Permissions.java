package io.farshore.functions.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the roles of the stack must be allowed on streams and tables, most of which nobody does
 * before a failover. It stands in {@code permissions.json}, which a test compares with the
 * template.
 */
final class Permissions {

  private final List<Grant> grants;

  /**
   * Actions on one resource.
   *
   * @param owner the function or state machine, by its name in the template
   */
  record Grant(String owner, List<String> actions, String resource) {}

  private Permissions(List<Grant> grants) {
    this.grants = grants;
  }

  /**
   * Reads them.
   *
   * @param values for the placeholders of ARNs, such as {@code StreamName}
   */
  static Permissions load(Map<String, String> values) {
    JsonNode all;
    try (InputStream in = Permissions.class.getResourceAsStream("permissions.json")) {
      all = new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Grant> grants = new ArrayList<>();
    for (var owner : all.properties()) {
      for (var resource : owner.getValue().properties()) {
        List<String> actions = new ArrayList<>();
        resource.getValue().forEach(action -> actions.add(action.asText()));
        grants.add(new Grant(owner.getKey(), actions, filled(resource.getKey(), values)));
      }
    }
    return new Permissions(List.copyOf(grants));
  }

  private static String filled(String resource, Map<String, String> values) {
    String filled = resource;
    for (Map.Entry<String, String> each : values.entrySet()) {
      filled = filled.replace("${" + each.getKey() + "}", each.getValue());
    }
    if (filled.contains("${")) {
      throw new IllegalStateException("permissions.json names what is not known here: " + filled);
    }
    return filled;
  }

  List<Grant> grants() {
    return grants;
  }
}
