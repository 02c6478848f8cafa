package io.farshore.lab.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One statement of a policy. Immutable.
 *
 * @param sid its name; empty when it has none
 * @param isAllow false: it denies
 * @param actions such as {@code kinesis:PutRecords}, letter case aside
 * @param resources ARNs, or {@code *}
 * @param conditions by their key, the values of which the call must have one
 */
record Statement(
    String sid,
    boolean isAllow,
    List<Wildcard> actions,
    List<Wildcard> resources,
    Map<String, Set<String>> conditions) {

  private static final Set<String> MEMBERS =
      Set.of("Sid", "Effect", "Action", "Resource", "Condition");

  /** By operator, the condition keys that the lab knows something of. */
  private static final Map<String, Set<String>> CONDITIONS =
      Map.of(
          "StringEquals",
          Set.of("kms:ViaService"),
          "ForAnyValue:StringEquals",
          Set.of("kms:ResourceAliases"));

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException for a member that the lab would not enforce, by its name
   */
  static Statement of(JsonNode json) {
    for (var member : json.properties()) {
      if (!MEMBERS.contains(member.getKey())) {
        throw new IllegalArgumentException("the lab does not enforce " + member.getKey());
      }
    }
    return new Statement(
        json.path("Sid").asText(""),
        json.path("Effect").asText().equals("Allow"),
        wildcards(json.path("Action"), true),
        wildcards(json.path("Resource"), false),
        conditions(json.path("Condition")));
  }

  private static Map<String, Set<String>> conditions(JsonNode json) {
    Map<String, Set<String>> conditions = new HashMap<>();
    for (var operator : json.properties()) {
      for (var condition : operator.getValue().properties()) {
        if (!CONDITIONS.getOrDefault(operator.getKey(), Set.of()).contains(condition.getKey())) {
          throw new IllegalArgumentException(
              "the lab does not enforce " + operator.getKey() + " of " + condition.getKey());
        }
        Set<String> values = new HashSet<>();
        condition.getValue().forEach(value -> values.add(value.asText()));
        if (condition.getValue().isTextual()) {
          values.add(condition.getValue().asText());
        }
        conditions.put(condition.getKey(), Set.copyOf(values));
      }
    }
    return Map.copyOf(conditions);
  }

  /**
   * Whether it speaks of the action on the resource; empty: on any of its resources.
   *
   * @param context what conditions can ask of the call, by condition key
   */
  boolean covers(String action, Optional<String> resource, Map<String, Set<String>> context) {
    return actions.stream().anyMatch(a -> a.matches(action))
        && conditions.entrySet().stream()
            .allMatch(
                condition ->
                    context.getOrDefault(condition.getKey(), Set.of()).stream()
                        .anyMatch(condition.getValue()::contains))
        && (resource.isEmpty() || resources.stream().anyMatch(r -> r.matches(resource.get())));
  }

  private static List<Wildcard> wildcards(JsonNode oneOrMany, boolean ignoreCase) {
    List<Wildcard> wildcards = new ArrayList<>();
    if (oneOrMany.isArray()) {
      oneOrMany.forEach(each -> wildcards.add(Wildcard.of(each.asText(), ignoreCase)));
    } else {
      wildcards.add(Wildcard.of(oneOrMany.asText(), ignoreCase));
    }
    return wildcards;
  }
}
