package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The operations on who may invoke a function. The lab keeps the policies and refuses nobody. */
final class PolicyApi {

  private final Functions functions;
  private final Supplier<String> ids;

  PolicyApi(Functions functions, Supplier<String> ids) {
    this.functions = functions;
    this.ids = ids;
  }

  JsonNode call(ApiCall call) {
    return switch (call.operation()) {
      case "AddPermission" -> add(call);
      case "RemovePermission" -> remove(call);
      case "GetPolicy" -> get(call);
      default -> throw AwsError.unknownOperation(call);
    };
  }

  private JsonNode add(ApiCall call) {
    JsonNode input = call.input();
    FunctionName name = FunctionApi.name(call);
    if (name.qualifier().filter(FunctionConfiguration.LATEST::equals).isPresent()) {
      throw LambdaErrors.invalid("We currently do not support adding policies for $LATEST.");
    }
    LambdaFunction function = resolved(call, name);
    String sid = input.path("StatementId").asText();
    synchronized (function) {
      ResourcePolicy old = policy(function, name).orElse(null);
      checkRevision(input, old, revision(function, name));
      if (old != null && old.has(sid)) {
        throw LambdaErrors.conflict(
            "The statement id (%s) provided already exists. Please provide a new statement id, or"
                    .formatted(sid)
                + " remove the existing statement.");
      }
      ObjectNode statement = ResourcePolicy.statement(input, name.arn(call.region()));
      ResourcePolicy changed =
          old == null
              ? new ResourcePolicy(List.of(statement), ids.get())
              : old.with(statement, ids.get());
      function.policies().put(key(name), changed);
      if (name.qualifier().isEmpty()) {
        function.revise();
      }
      return JsonNodeFactory.instance.objectNode().put("Statement", statement.toString());
    }
  }

  private JsonNode remove(ApiCall call) {
    JsonNode input = call.input();
    FunctionName name = FunctionApi.name(call);
    if (functions.find(call.region(), name.name()).isEmpty()) {
      throw LambdaErrors.notFound("No policy found for: " + name.arn(call.region()));
    }
    LambdaFunction function = resolved(call, name);
    String sid = input.path("StatementId").asText();
    synchronized (function) {
      ResourcePolicy old =
          policy(function, name)
              .orElseThrow(
                  () -> LambdaErrors.notFound("No policy is associated with the given resource."));
      checkRevision(input, old, revision(function, name));
      if (!old.has(sid)) {
        throw LambdaErrors.notFound("Statement " + sid + " is not found in resource policy.");
      }
      ResourcePolicy changed = old.without(sid, ids.get());
      if (changed.statements().isEmpty()) {
        function.policies().remove(key(name));
      } else {
        function.policies().put(key(name), changed);
      }
      return JsonNodeFactory.instance.objectNode();
    }
  }

  private JsonNode get(ApiCall call) {
    FunctionName name = FunctionApi.name(call);
    LambdaFunction function =
        functions.find(call.region(), name.name()).orElseThrow(LambdaErrors::noResource);
    synchronized (function) {
      return policy(function, name).orElseThrow(LambdaErrors::noResource).describe();
    }
  }

  private LambdaFunction resolved(ApiCall call, FunctionName name) {
    LambdaFunction function = functions.get(call.region(), name.name());
    if (function.find(name.qualifier()).isEmpty()) {
      String qualifier = name.qualifier().orElse("");
      boolean maybeAlias = qualifier.matches("[a-zA-Z0-9-_]+") && !qualifier.matches("[0-9]+");
      throw maybeAlias
          ? LambdaErrors.noAlias(name.arn(call.region()))
          : LambdaErrors.noFunction(name.arn(call.region()));
    }
    return function;
  }

  private static Optional<ResourcePolicy> policy(LambdaFunction function, FunctionName name) {
    return Optional.ofNullable(function.policies().get(key(name)));
  }

  private static String key(FunctionName name) {
    return name.qualifier().orElse(FunctionConfiguration.LATEST);
  }

  /** Of what the policy belongs to. */
  private static String revision(LambdaFunction function, FunctionName name) {
    String qualifier = key(name);
    return function.aliases().containsKey(qualifier)
        ? function.aliases().get(qualifier).revisionId()
        : function.find(name.qualifier()).orElseGet(function::latest).revisionId();
  }

  private static void checkRevision(JsonNode input, ResourcePolicy old, String ofFunction) {
    if (!input.hasNonNull("RevisionId")) {
      return;
    }
    String expected = old == null ? ofFunction : old.revisionId();
    if (!input.get("RevisionId").asText().equals(expected)) {
      throw LambdaErrors.precondition("GetPolicy");
    }
  }
}
