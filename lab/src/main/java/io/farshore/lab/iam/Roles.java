package io.farshore.lab.iam;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * The roles that templates have made, who takes which, and what came of it: a deployed function or
 * state machine may call what its role allows and nothing else. Callers that no template has given
 * a role may call everything. Thread-safe.
 */
public final class Roles {

  private final Map<String, List<Statement>> roles = new ConcurrentHashMap<>();
  private final Map<String, String> taken = new ConcurrentHashMap<>();
  private final Set<String> used = new ConcurrentSkipListSet<>();
  private final Set<String> denied = new ConcurrentSkipListSet<>();

  /**
   * Makes a role.
   *
   * @param arn of the role
   * @param policies documents, as {@code AWS::IAM::Role} or a SAM function has them
   * @throws IllegalArgumentException for something in a statement that would not be enforced
   */
  public void define(String arn, JsonNode policies) {
    List<Statement> statements = new ArrayList<>();
    for (JsonNode policy : policies) {
      JsonNode document = policy.has("PolicyDocument") ? policy.get("PolicyDocument") : policy;
      document.path("Statement").forEach(each -> statements.add(Statement.of(each)));
    }
    roles.put(arn, List.copyOf(statements));
  }

  /** From now on {@code principal}, the ARN of a function or state machine, has the role. */
  public void take(String principal, String roleArn) {
    taken.put(principal, roleArn);
  }

  /** Why a call may not be made; empty when it may. */
  public Optional<AwsError> denial(ApiCall call) {
    String principal = principal(call.caller().principal());
    String role = taken.get(principal);
    List<Statement> statements = role == null ? null : roles.get(role);
    if (statements == null) {
      return Optional.empty();
    }
    Access access = Access.of(call);
    List<String> resources =
        access.resources().isEmpty() ? Collections.singletonList(null) : access.resources();
    for (String resource : resources) {
      if (!isAllowed(role, statements, access.action(), resource)) {
        return Optional.of(denied(role, access.action(), resource));
      }
    }
    return Optional.empty();
  }

  /** What has been denied so far, a line each, sorted. */
  public List<String> denials() {
    return List.copyOf(denied);
  }

  /**
   * What roles allow and nobody has used so far, a line each, sorted: a statement's action that was
   * never called, or a resource of it that was never called upon.
   */
  public List<String> unused() {
    Set<String> all = new TreeSet<>();
    roles.forEach(
        (role, statements) -> {
          for (Statement each : statements) {
            each.actions().forEach(action -> all.add(line(role, each, action)));
            each.resources().forEach(resource -> all.add(line(role, each, resource)));
          }
        });
    all.removeAll(used);
    return List.copyOf(all);
  }

  private boolean isAllowed(
      String role, List<Statement> statements, String action, String resource) {
    boolean allowed = false;
    for (Statement each : statements) {
      if (each.covers(action, resource)) {
        if (!each.isAllow()) {
          return false;
        }
        allowed = true;
        note(role, each, action, resource);
      }
    }
    return allowed;
  }

  private void note(String role, Statement statement, String action, String resource) {
    statement.actions().stream()
        .filter(each -> each.matches(action))
        .forEach(each -> used.add(line(role, statement, each)));
    statement.resources().stream()
        .filter(each -> resource != null && each.matches(resource))
        .forEach(each -> used.add(line(role, statement, each)));
  }

  private AwsError denied(String role, String action, String resource) {
    String on = resource == null ? "*" : resource;
    denied.add(role + " " + action + " " + on);
    String user = role.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/") + "/lab";
    return new AwsError(
        "AccessDeniedException",
        400,
        "User: %s is not authorized to perform: %s on resource: %s because no identity-based policy allows the %s action"
            .formatted(user, action, on, action));
  }

  private static String line(String role, Statement statement, Wildcard what) {
    return "%s %s %s".formatted(role, statement.sid(), what.text());
  }

  /** Function ARNs come with a log stream and perhaps a version behind them. */
  private String principal(String caller) {
    String arn = caller.split("#", 2)[0];
    if (taken.containsKey(arn) || !arn.contains(":function:")) {
      return arn;
    }
    return arn.replaceFirst("(:function:[^:]+):.*", "$1");
  }
}
