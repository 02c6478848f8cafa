package io.farshore.lab.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.Account;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One statement of a key's policy. Immutable.
 *
 * @param says what it allows or denies
 * @param principals whom: services and ARNs; {@code *} for everybody
 */
record KeyStatement(Statement says, Set<String> principals) {

  private static final String ROOT = "arn:aws:iam::" + Account.ID + ":root";

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException for a member that the lab would not enforce, by its name
   */
  static KeyStatement of(JsonNode json) {
    ObjectNode rest = json.deepCopy();
    JsonNode who = rest.remove("Principal");
    Set<String> principals = new HashSet<>();
    if (who == null) {
      throw new IllegalArgumentException("a statement of a key's policy has no Principal");
    } else if (who.isTextual()) {
      principals.add(who.asText());
    } else {
      who.properties().forEach(kind -> add(kind.getKey(), kind.getValue(), principals));
    }
    return new KeyStatement(Statement.of(rest), Set.copyOf(principals));
  }

  private static void add(String kind, JsonNode oneOrMany, Set<String> principals) {
    if (!kind.equals("Service") && !kind.equals("AWS")) {
      throw new IllegalArgumentException("the lab does not enforce a principal of kind " + kind);
    }
    oneOrMany.forEach(each -> principals.add(each.asText()));
    if (oneOrMany.isTextual()) {
      principals.add(oneOrMany.asText());
    }
  }

  /** Whether it speaks of an action on the key by somebody. */
  boolean covers(String principal, String action, String keyArn, Map<String, Set<String>> context) {
    return (principals.contains(principal) || principals.contains("*"))
        && says.covers(action, Optional.of(keyArn), context);
  }

  /** Whether it leaves an action to the policies of the account's roles. */
  boolean leavesToTheAccount(String action, String keyArn, Map<String, Set<String>> context) {
    return (principals.contains(ROOT) || principals.contains(Account.ID))
        && says.covers(action, Optional.of(keyArn), context);
  }
}
