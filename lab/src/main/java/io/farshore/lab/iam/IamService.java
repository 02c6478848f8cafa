package io.farshore.lab.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.AwsService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * IAM, as far as it says what the roles of templates allow. It makes no roles and changes none.
 * Thread-safe.
 */
public final class IamService implements AwsService {

  private static final int NOT_FOUND = 404;

  private final Roles roles;

  /** Of the roles that templates make. */
  public IamService(Roles roles) {
    this.roles = roles;
  }

  @Override
  public String signingName() {
    return "iam";
  }

  @Override
  public CompletableFuture<JsonNode> call(ApiCall call) {
    try {
      if (!call.operation().equals("SimulatePrincipalPolicy")) {
        throw new AwsError(
            "UnknownOperationException",
            400,
            "The lab has no operation "
                + call.operation()
                + " of IAM: it simulates the policies of the roles that templates have made");
      }
      return CompletableFuture.completedFuture(simulate(call.input()));
    } catch (AwsError e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private ObjectNode simulate(JsonNode input) {
    String role = input.path("PolicySourceArn").asText();
    if (!roles.exists(role)) {
      String name = role.substring(role.lastIndexOf('/') + 1);
      throw new AwsError(
          "NoSuchEntity", NOT_FOUND, "The role with name " + name + " cannot be found.");
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode results = answer.putArray("EvaluationResults");
    for (JsonNode action : input.path("ActionNames")) {
      for (String resource : resources(input)) {
        ObjectNode result = results.addObject();
        result.put("EvalActionName", action.asText());
        result.put("EvalResourceName", resource);
        result.put("EvalDecision", roles.decision(role, action.asText(), resource));
        result.putArray("MatchedStatements");
        result.putArray("MissingContextValues");
      }
    }
    return answer.put("IsTruncated", false);
  }

  private static List<String> resources(JsonNode input) {
    if (input.path("ResourceArns").isEmpty()) {
      return List.of("*");
    }
    List<String> arns = new ArrayList<>();
    input.path("ResourceArns").forEach(arn -> arns.add(arn.asText()));
    return arns;
  }
}
