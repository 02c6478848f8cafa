package io.farshore.lab.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.iam.Roles;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Functions, mappings and state machines. */
final class ComputeProviders {

  private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{([A-Za-z0-9_]+)}");

  private static final Executor SOON = CompletableFuture.delayedExecutor(2, TimeUnit.MILLISECONDS);

  private final Calls calls;
  private final Roles roles;

  ComputeProviders(Calls calls, Roles roles) {
    this.calls = calls;
    this.roles = roles;
  }

  void addTo(Map<String, ResourceProvider> providers) {
    providers.put("AWS::Lambda::Function", this::function);
    providers.put("AWS::Lambda::Version", this::version);
    providers.put("AWS::Lambda::Alias", this::alias);
    providers.put("AWS::Lambda::EventSourceMapping", this::mapping);
    providers.put("AWS::StepFunctions::StateMachine", this::stateMachine);
  }

  private CompletableFuture<Created> function(Resource resource) {
    String name = resource.name("FunctionName");
    ObjectNode input = resource.input().put("FunctionName", name);
    return calls
        .call(resource, "lambda", "CreateFunction", input)
        .thenCompose(made -> active(resource, name).thenApply(now -> made))
        .thenApply(
            made -> {
              String arn = made.path("FunctionArn").asText();
              roles.take(arn, resource.text("Role"));
              return Created.withArn(name, arn);
            });
  }

  /** A function that is new cannot be used at once; a stack waits for it. */
  private CompletableFuture<JsonNode> active(Resource resource, String name) {
    ObjectNode input = Calls.object().put("FunctionName", name);
    return calls
        .call(resource, "lambda", "GetFunctionConfiguration", input)
        .thenCompose(
            now ->
                now.path("State").asText().equals("Pending")
                    ? CompletableFuture.runAsync(() -> {}, SOON)
                        .thenCompose(later -> active(resource, name))
                    : CompletableFuture.completedFuture(now));
  }

  private CompletableFuture<Created> version(Resource resource) {
    return calls
        .call(resource, "lambda", "PublishVersion", resource.input())
        .thenApply(
            made -> {
              String arn = made.path("FunctionArn").asText();
              return new Created(
                  arn, Map.of("FunctionArn", arn, "Version", made.path("Version").asText()));
            });
  }

  private CompletableFuture<Created> alias(Resource resource) {
    return calls
        .call(resource, "lambda", "CreateAlias", resource.input())
        .thenApply(
            made -> {
              String arn = made.path("AliasArn").asText();
              return new Created(arn, Map.of("AliasArn", arn));
            });
  }

  private CompletableFuture<Created> mapping(Resource resource) {
    return calls
        .call(resource, "lambda", "CreateEventSourceMapping", resource.input())
        .thenApply(made -> Created.of(made.path("UUID").asText()));
  }

  private CompletableFuture<Created> stateMachine(Resource resource) {
    String name = resource.name("StateMachineName");
    ObjectNode input = Calls.object().put("name", name);
    input.put("definition", definition(resource));
    input.put("roleArn", resource.text("RoleArn"));
    input.put("type", resource.get("StateMachineType").asText("STANDARD"));
    return calls
        .call(resource, "states", "CreateStateMachine", input)
        .thenApply(
            made -> {
              String arn = made.path("stateMachineArn").asText();
              roles.take(arn, resource.text("RoleArn"));
              return new Created(arn, Map.of("Arn", arn, "Name", name));
            });
  }

  private static String definition(Resource resource) {
    JsonNode substitutions = resource.get("DefinitionSubstitutions");
    Matcher found = SUBSTITUTION.matcher(resource.text("DefinitionString"));
    return found.replaceAll(
        name -> {
          JsonNode value = substitutions.get(name.group(1));
          if (value == null) {
            throw new TemplateException(
                "Resources." + resource.logicalId() + ".Properties.DefinitionSubstitutions",
                "the definition wants " + name.group() + ", which is not there");
          }
          String inJson = value.asText().replace("\\", "\\\\").replace("\"", "\\\"");
          return Matcher.quoteReplacement(inJson);
        });
  }
}
