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
    Map<String, Set<Wildcard>> conditions) {

  private static final Set<String> MEMBERS =
      Set.of("Sid", "Effect", "Action", "Resource", "Condition");

  /** By operator, the condition keys that the lab knows something of. */
  private static final Map<String, Set<String>> CONDITIONS =
      Map.of(
          "StringEquals",
          Set.of("kms:ViaService", "kms:CallerAccount", "aws:SourceAccount"),
          "ArnLike",
          Set.of("kms:EncryptionContext:aws:logs:arn"),
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

  private static Map<String, Set<Wildcard>> conditions(JsonNode json) {
    Map<String, Set<Wildcard>> conditions = new HashMap<>();
    for (var operator : json.properties()) {
      for (var condition : operator.getValue().properties()) {
        if (!CONDITIONS.getOrDefault(operator.getKey(), Set.of()).contains(condition.getKey())) {
          throw new IllegalArgumentException(
              "the lab does not enforce " + operator.getKey() + " of " + condition.getKey());
        }
        boolean like = operator.getKey().endsWith("Like");
        Set<Wildcard> values = new HashSet<>();
        condition.getValue().forEach(value -> values.add(value(value, like)));
        if (condition.getValue().isTextual()) {
          values.add(value(condition.getValue(), like));
        }
        conditions.put(condition.getKey(), Set.copyOf(values));
      }
    }
    return Map.copyOf(conditions);
  }

  private static Wildcard value(JsonNode text, boolean like) {
    return like ? Wildcard.of(text.asText(), false) : Wildcard.exactly(text.asText());
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
                        .anyMatch(
                            value -> condition.getValue().stream().anyMatch(w -> w.matches(value))))
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
