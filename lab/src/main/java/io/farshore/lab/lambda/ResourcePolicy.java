package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Who may invoke a function, as it was said by AddPermission. The lab records it, and refuses
 * nobody. Immutable.
 *
 * @param statements in the order in which they were added
 * @param revisionId changes with every change
 */
record ResourcePolicy(List<ObjectNode> statements, String revisionId) {

  ResourcePolicy {
    statements = List.copyOf(statements);
  }

  boolean has(String statementId) {
    return statements.stream().anyMatch(s -> s.path("Sid").asText().equals(statementId));
  }

  ResourcePolicy with(ObjectNode statement, String newRevision) {
    List<ObjectNode> more = new ArrayList<>(statements);
    more.add(statement);
    return new ResourcePolicy(more, newRevision);
  }

  ResourcePolicy without(String statementId, String newRevision) {
    return new ResourcePolicy(
        statements.stream().filter(s -> !s.path("Sid").asText().equals(statementId)).toList(),
        newRevision);
  }

  ObjectNode describe() {
    ObjectNode policy = JsonNodeFactory.instance.objectNode();
    policy.put("Version", "2012-10-17");
    policy.put("Id", "default");
    policy.putArray("Statement").addAll(statements);
    return JsonNodeFactory.instance
        .objectNode()
        .put("Policy", policy.toString())
        .put("RevisionId", revisionId);
  }

  /** A statement of the input of AddPermission. */
  static ObjectNode statement(JsonNode input, String resource) {
    ObjectNode statement = JsonNodeFactory.instance.objectNode();
    statement.put("Sid", input.path("StatementId").asText());
    statement.put("Effect", "Allow");
    principal(statement, input.path("Principal").asText());
    statement.put("Action", input.path("Action").asText());
    statement.put("Resource", resource);
    ObjectNode conditions = JsonNodeFactory.instance.objectNode();
    condition(input, "PrincipalOrgID", conditions, "StringEquals", "aws:PrincipalOrgID");
    condition(
        input, "FunctionUrlAuthType", conditions, "StringEquals", "lambda:FunctionUrlAuthType");
    condition(input, "EventSourceToken", conditions, "StringEquals", "lambda:EventSourceToken");
    condition(input, "SourceAccount", conditions, "StringEquals", "AWS:SourceAccount");
    condition(input, "SourceArn", conditions, "ArnLike", "AWS:SourceArn");
    if (!conditions.isEmpty()) {
      statement.set("Condition", conditions);
    }
    return statement;
  }

  private static void principal(ObjectNode statement, String principal) {
    if (principal.equals("*")) {
      statement.put("Principal", "*");
    } else if (principal.matches("\\d{12}")) {
      statement.putObject("Principal").put("AWS", "arn:aws:iam::" + principal + ":root");
    } else if (principal.startsWith("arn:")) {
      statement.putObject("Principal").put("AWS", principal);
    } else if (principal.matches("[a-z0-9.-]+\\.(amazonaws|amazon)\\.com")) {
      statement.putObject("Principal").put("Service", principal);
    } else {
      throw LambdaErrors.invalid(
          "The provided principal was invalid. Please check the principal and try again.");
    }
  }

  private static void condition(
      JsonNode input, String member, ObjectNode conditions, String operator, String key) {
    if (input.hasNonNull(member)) {
      ObjectNode tests =
          conditions.has(operator)
              ? (ObjectNode) conditions.get(operator)
              : conditions.putObject(operator);
      tests.set(key, input.get(member));
    }
  }
}
