package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.lambda.FunctionVersion.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The operations on versions and aliases. */
final class VersionApi {

  private final Functions functions;
  private final Supplier<String> ids;

  VersionApi(Functions functions, Supplier<String> ids) {
    this.functions = functions;
    this.ids = ids;
  }

  JsonNode call(ApiCall call) {
    return switch (call.operation()) {
      case "PublishVersion" -> publish(call);
      case "ListVersionsByFunction" -> listVersions(call);
      case "CreateAlias" -> create(call);
      case "UpdateAlias" -> update(call);
      case "GetAlias" -> getAlias(call);
      case "DeleteAlias" -> deleteAlias(call);
      case "ListAliases" -> listAliases(call);
      default -> throw AwsError.unknownOperation(call);
    };
  }

  private JsonNode publish(ApiCall call) {
    JsonNode input = call.input();
    LambdaFunction function = function(call);
    FunctionVersion latest = function.latest();
    if (latest.status() != Status.ACTIVE) {
      throw LambdaErrors.conflict(
          "The operation cannot be performed at this time. An update is in progress for resource: "
              + function.arn());
    }
    if (!input.path("RevisionId").asText(latest.revisionId()).equals(latest.revisionId())) {
      throw LambdaErrors.precondition("GetFunction/GetAlias");
    }
    String sha256 = latest.configuration().code().sha256();
    String expected = input.path("CodeSha256").asText("");
    if (!expected.isEmpty() && !expected.equals(sha256)) {
      throw LambdaErrors.invalid(
          "CodeSHA256 (%s) is different from current CodeSHA256 in $LATEST (%s). Please try again"
                  .formatted(expected, sha256)
              + " with the CodeSHA256 in $LATEST.");
    }
    Optional<String> description =
        Optional.of(input.path("Description").asText("")).filter(text -> !text.isEmpty());
    return FunctionView.full(function.publish(description, Status.ACTIVE));
  }

  private JsonNode listVersions(ApiCall call) {
    return Page.of(
        call.input(),
        "Versions",
        function(call).versions(),
        version -> FunctionView.listed(version, version.configuration().versionArn()));
  }

  private JsonNode create(ApiCall call) {
    JsonNode input = call.input();
    String name = input.path("Name").asText();
    String version = input.path("FunctionVersion").asText();
    FunctionName wanted = FunctionApi.name(call);
    LambdaFunction function =
        functions
            .find(call.region(), wanted.name())
            .orElseThrow(
                () ->
                    LambdaErrors.noFunction(
                        FunctionConfiguration.arn(call.region(), wanted.name()) + ":" + version));
    synchronized (function) {
      if (function.aliases().containsKey(name)) {
        throw LambdaErrors.conflict("Alias already exists: " + function.arn() + ":" + name);
      }
      Alias alias =
          new Alias(
              name,
              checked(function, version),
              input.path("Description").asText(""),
              weights(function, input, version),
              ids.get());
      function.aliases().put(name, alias);
      return alias.describe(function.arn());
    }
  }

  private JsonNode update(ApiCall call) {
    JsonNode input = call.input();
    String name = input.path("Name").asText();
    LambdaFunction function = function(call);
    synchronized (function) {
      Alias old = function.aliases().get(name);
      if (old == null) {
        throw LambdaErrors.notFound("Alias not found: " + function.arn() + ":" + name);
      }
      if (!input.path("RevisionId").asText(old.revisionId()).equals(old.revisionId())) {
        throw LambdaErrors.precondition("GetFunction/GetAlias");
      }
      String version = input.path("FunctionVersion").asText(old.version());
      Map<String, Double> weights =
          input.has("RoutingConfig") ? weights(function, input, version) : old.weights();
      Alias alias =
          new Alias(
              name,
              checked(function, version),
              input.path("Description").asText(old.description()),
              weights,
              ids.get());
      function.aliases().put(name, alias);
      return alias.describe(function.arn());
    }
  }

  private static String checked(LambdaFunction function, String version) {
    boolean numbered = version.equals(FunctionConfiguration.LATEST) || version.matches("[0-9]+");
    if (!numbered || function.find(Optional.of(version)).isEmpty()) {
      throw LambdaErrors.noFunction(function.arn() + ":" + version);
    }
    return version;
  }

  private static Map<String, Double> weights(
      LambdaFunction function, JsonNode input, String mainVersion) {
    JsonNode routing = input.path("RoutingConfig").path("AdditionalVersionWeights");
    if (routing.size() > 1) {
      throw LambdaErrors.invalid(
          "Number of items in AdditionalVersionWeights cannot be greater than 1");
    }
    Map<String, Double> weights = new TreeMap<>();
    for (var entry : routing.properties()) {
      weights.put(entry.getKey(), weight(entry.getKey(), entry.getValue()));
      if (entry.getKey().equals(mainVersion)) {
        throw LambdaErrors.invalid(
            "Invalid function version %s. Function version %s is already included in routing configuration."
                .formatted(mainVersion, mainVersion));
      }
      if (mainVersion.equals(FunctionConfiguration.LATEST)) {
        throw LambdaErrors.invalid(
            "$LATEST is not supported for an alias pointing to more than 1 version");
      }
      checked(function, entry.getKey());
    }
    return weights;
  }

  private static double weight(String version, JsonNode value) {
    String failed =
        "1 validation error detected: Value '{%s=%s}' at 'routingConfig.additionalVersionWeights'"
                .formatted(version, value.asDouble())
            + " failed to satisfy constraint: ";
    if (!version.matches("[0-9]+")) {
      throw LambdaErrors.validation(
          failed
              + "Map keys must satisfy constraint: [Member must have length less than or equal to"
              + " 1024, Member must have length greater than or equal to 1, Member must satisfy"
              + " regular expression pattern: [0-9]+]");
    }
    if (value.asDouble() < 0 || value.asDouble() > 1) {
      throw LambdaErrors.validation(
          failed
              + "Map value must satisfy constraint: [Member must have value less than or equal to"
              + " 1.0, Member must have value greater than or equal to 0.0, Member must not be"
              + " null]");
    }
    return value.asDouble();
  }

  private JsonNode getAlias(ApiCall call) {
    LambdaFunction function = function(call);
    String name = call.input().path("Name").asText();
    return function.listAliases().stream()
        .filter(alias -> alias.name().equals(name))
        .findFirst()
        .orElseThrow(() -> LambdaErrors.noAlias(function.arn() + ":" + name))
        .describe(function.arn());
  }

  private JsonNode deleteAlias(ApiCall call) {
    LambdaFunction function = function(call);
    synchronized (function) {
      function.aliases().remove(call.input().path("Name").asText());
    }
    return JsonNodeFactory.instance.objectNode();
  }

  private JsonNode listAliases(ApiCall call) {
    LambdaFunction function = function(call);
    String version = call.input().path("FunctionVersion").asText("");
    List<Alias> aliases =
        function.listAliases().stream()
            .filter(
                alias ->
                    version.isEmpty()
                        || alias.version().equals(version)
                        || alias.weights().containsKey(version))
            .toList();
    return Page.of(call.input(), "Aliases", aliases, alias -> alias.describe(function.arn()));
  }

  private LambdaFunction function(ApiCall call) {
    return functions.get(call.region(), FunctionApi.name(call).name());
  }
}
