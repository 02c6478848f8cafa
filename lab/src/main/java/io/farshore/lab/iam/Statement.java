package io.farshore.lab.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One statement of a policy. Immutable.
 *
 * @param sid its name; empty when it has none
 * @param isAllow false: it denies
 * @param actions such as {@code kinesis:PutRecords}, letter case aside
 * @param resources ARNs, or {@code *}
 */
record Statement(String sid, boolean isAllow, List<Wildcard> actions, List<Wildcard> resources) {

  private static final Set<String> MEMBERS = Set.of("Sid", "Effect", "Action", "Resource");

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
        wildcards(json.path("Resource"), false));
  }

  /** Whether it speaks of the action on the resource; empty: on any of its resources. */
  boolean covers(String action, Optional<String> resource) {
    return actions.stream().anyMatch(a -> a.matches(action))
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
