package io.farshore.lab.iam;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import java.util.ArrayList;
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

  /** Services that publish on their own account; others act by a role. */
  private static final Set<String> SERVICES =
      Set.of("cloudwatch.amazonaws.com", "events.amazonaws.com", "sns.amazonaws.com");

  private final Map<String, List<Statement>> roles = new ConcurrentHashMap<>();
  private final Map<String, String> taken = new ConcurrentHashMap<>();
  private final Set<Use> used = ConcurrentHashMap.newKeySet();
  private final Set<String> denied = new ConcurrentSkipListSet<>();
  private final Keys keys = new Keys();

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

  /** The keys that roles may or may not use. */
  public Keys keys() {
    return keys;
  }

  /** From now on {@code principal}, the ARN of a function or state machine, has the role. */
  public void take(String principal, String roleArn) {
    taken.put(principal, roleArn);
  }

  /** Why a call may not be made; empty when it may. */
  public Optional<AwsError> denial(ApiCall call) {
    String caller = call.caller().principal();
    if (SERVICES.contains(caller)) {
      return serviceDenial(caller, call);
    }
    // AWS's services act by the role itself.
    String principal = principal(caller);
    return denial(taken.getOrDefault(principal, principal), call);
  }

  /** They call as they like, but what is encrypted they need the key's policy for. */
  private Optional<AwsError> serviceDenial(String service, ApiCall call) {
    return keys.uses(call, Access.of(call)).stream()
        .filter(use -> keys.denies(service, use) || !keys.admits(service, use))
        .findFirst()
        .map(use -> denied(service, use.action(), Optional.of(use.keyArn())));
  }

  /**
   * Why a call may not be made by somebody who has taken a role; empty when it may, or when no
   * template has made that role.
   */
  public Optional<AwsError> denial(String role, ApiCall call) {
    List<Statement> statements = roles.get(role);
    if (statements == null) {
      return Optional.empty();
    }
    Access access = Access.of(call);
    List<Optional<String>> resources =
        access.resources().isEmpty()
            ? List.of(Optional.empty())
            : access.resources().stream().map(Optional::of).toList();
    for (Optional<String> resource : resources) {
      if (!isAllowed(role, statements, access.action(), resource, Map.of())) {
        return Optional.of(denied(role, access.action(), resource));
      }
    }
    for (Keys.Use use : keys.uses(call, access)) {
      if (!mayUse(role, statements, use)) {
        return Optional.of(denied(role, use.action(), Optional.of(use.keyArn())));
      }
    }
    return Optional.empty();
  }

  /** A key's policy must have a part in it: it lets the role in, or leaves it to the role's own. */
  private boolean mayUse(String role, List<Statement> statements, Keys.Use use) {
    boolean byRole =
        isAllowed(role, statements, use.action(), Optional.of(use.keyArn()), use.context());
    return !keys.denies(role, use)
        && (keys.isNamed(role, use) || byRole && keys.leavesToRoles(use));
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
            each.actions().forEach(action -> all.add(new Use(role, each.sid(), action).line()));
            each.resources()
                .forEach(resource -> all.add(new Use(role, each.sid(), resource).line()));
          }
        });
    used.forEach(use -> all.remove(use.line()));
    return List.copyOf(all);
  }

  boolean exists(String role) {
    return roles.containsKey(role);
  }

  /** What IAM would say, in its word: {@code allowed}, {@code explicitDeny} and so on. */
  String decision(String role, String action, String resource) {
    List<Statement> covering =
        roles.get(role).stream()
            .filter(each -> each.covers(action, Optional.of(resource), Map.of()))
            .toList();
    if (covering.isEmpty()) {
      return "implicitDeny";
    }
    return covering.stream().allMatch(Statement::isAllow) ? "allowed" : "explicitDeny";
  }

  private boolean isAllowed(
      String role,
      List<Statement> statements,
      String action,
      Optional<String> resource,
      Map<String, Set<String>> context) {
    boolean allowed = false;
    for (Statement each : statements) {
      if (each.covers(action, resource, context)) {
        if (!each.isAllow()) {
          return false;
        }
        allowed = true;
        note(role, each, action, resource);
      }
    }
    return allowed;
  }

  private void note(String role, Statement statement, String action, Optional<String> resource) {
    statement.actions().stream()
        .filter(each -> each.matches(action))
        .forEach(each -> used.add(new Use(role, statement.sid(), each)));
    statement.resources().stream()
        .filter(each -> each.matches(resource.orElse("*")))
        .forEach(each -> used.add(new Use(role, statement.sid(), each)));
  }

  private AwsError denied(String role, String action, Optional<String> resource) {
    String on = resource.orElse("*");
    denied.add(role + " " + action + " " + on);
    String user = role.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/") + "/lab";
    return new AwsError(
        "AccessDeniedException",
        400,
        "User: %s is not authorized to perform: %s on resource: %s because no identity-based policy allows the %s action"
            .formatted(user, action, on, action));
  }

  /** Function ARNs come with a log stream and perhaps a version behind them. */
  private String principal(String caller) {
    String arn = caller.split("#", 2)[0];
    if (taken.containsKey(arn) || !arn.contains(":function:")) {
      return arn;
    }
    return arn.replaceFirst("(:function:[^:]+):.*", "$1");
  }

  /** A part of a role's statement that a call was allowed by: an action, or a resource. */
  private record Use(String role, String sid, Wildcard what) {
    String line() {
      return "%s %s %s".formatted(role, sid, what.text());
    }
  }
}
