package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The operations on functions, versions and aliases. */
final class FunctionApi {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Functions functions;

  FunctionApi(Functions functions) {
    this.functions = functions;
  }

  JsonNode call(ApiCall call) {
    JsonNode input = call.input();
    return switch (call.operation()) {
      case "CreateFunction" -> create(call);
      case "GetFunction" -> {
        ObjectNode answer = JSON.createObjectNode();
        answer.set("Configuration", describe(named(call)));
        yield answer;
      }
      case "GetFunctionConfiguration" -> describe(named(call));
      case "ListFunctions" -> {
        ObjectNode answer = JSON.createObjectNode();
        var list = answer.putArray("Functions");
        functions.in(call.region()).forEach(function -> list.add(describe(function)));
        yield answer;
      }
      case "UpdateFunctionConfiguration" -> update(call);
      case "PublishVersion" -> describe(function(call).publish());
      case "CreateAlias", "UpdateAlias" -> alias(call);
      case "GetAlias" -> {
        String alias = input.path("Name").asText();
        String version = function(call).aliases().get(alias);
        if (version == null) {
          throw LambdaErrors.noFunction(aliasArn(function(call), alias));
        }
        yield describe(function(call), alias, version);
      }
      default -> throw AwsError.unknownOperation(call);
    };
  }

  void warm(String region) {
    for (FunctionConfiguration configuration : functions.in(region)) {
      LambdaFunction function = functions.get(region, configuration.name());
      if (function.aliases().isEmpty()) {
        function.resolve(Optional.empty()).ifPresent(EnvironmentPool::warm);
      }
      for (String alias : function.aliases().keySet()) {
        function.resolve(Optional.of(alias)).ifPresent(EnvironmentPool::warm);
      }
    }
  }

  private LambdaFunction function(ApiCall call) {
    String text = call.input().path("FunctionName").asText();
    return functions.get(call.region(), FunctionName.parse(text, Optional.empty()).name());
  }

  private FunctionConfiguration named(ApiCall call) {
    JsonNode input = call.input();
    FunctionName name =
        FunctionName.parse(
            input.path("FunctionName").asText(),
            Optional.ofNullable(input.path("Qualifier").textValue()));
    return functions.resolve(call.region(), name).function();
  }

  /** As on AWS, but {@code Code.ZipFile} is not taken: {@code Code.JarPath} names a local file. */
  private JsonNode create(ApiCall call) {
    JsonNode input = call.input();
    String jar = input.path("Code").path("JarPath").textValue();
    if (jar == null) {
      throw LambdaErrors.invalid("The lab takes code as Code.JarPath, the path of a jar");
    }
    FunctionConfiguration configuration =
        new FunctionConfiguration(
            call.region(),
            required(input, "FunctionName"),
            FunctionConfiguration.LATEST,
            required(input, "Handler"),
            required(input, "Runtime"),
            required(input, "Role"),
            Path.of(jar),
            input.path("MemorySize").asInt(128),
            Duration.ofSeconds(input.path("Timeout").asInt(3)),
            input.has("ReservedConcurrentExecutions")
                ? OptionalInt.of(input.get("ReservedConcurrentExecutions").intValue())
                : OptionalInt.empty(),
            input
                .path("LoggingConfig")
                .path("LogGroup")
                .asText("/aws/lambda/" + required(input, "FunctionName")),
            variables(input));
    try {
      functions.create(configuration);
    } catch (IllegalArgumentException e) {
      throw LambdaErrors.invalid(e.getMessage());
    }
    return input.path("Publish").asBoolean()
        ? describe(functions.get(call.region(), configuration.name()).publish())
        : describe(configuration);
  }

  private JsonNode update(ApiCall call) {
    JsonNode input = call.input();
    LambdaFunction function = function(call);
    FunctionConfiguration old = function.latest();
    FunctionConfiguration changed =
        old.with(
            input.has("Timeout")
                ? Duration.ofSeconds(input.get("Timeout").intValue())
                : old.timeout(),
            input.path("MemorySize").asInt(old.memoryMegabytes()),
            input.has("Environment") ? variables(input) : old.environment());
    function.update(changed);
    return describe(changed);
  }

  private JsonNode alias(ApiCall call) {
    String alias = required(call.input(), "Name");
    String version = required(call.input(), "FunctionVersion");
    LambdaFunction function = function(call);
    if (function.resolve(Optional.of(version)).isEmpty()) {
      throw LambdaErrors.noFunction(aliasArn(function, version));
    }
    boolean create = call.operation().equals("CreateAlias");
    if (create && function.aliases().containsKey(alias)) {
      throw LambdaErrors.conflict("Alias already exists: " + aliasArn(function, alias));
    }
    function.aliases().put(alias, version);
    return describe(function, alias, version);
  }

  private static String aliasArn(LambdaFunction function, String alias) {
    return function.latest().arn() + ":" + alias;
  }

  private static JsonNode describe(LambdaFunction function, String alias, String version) {
    return JSON.createObjectNode()
        .put("AliasArn", aliasArn(function, alias))
        .put("Name", alias)
        .put("FunctionVersion", version);
  }

  private static ObjectNode describe(FunctionConfiguration function) {
    boolean latest = function.version().equals(FunctionConfiguration.LATEST);
    ObjectNode answer = JSON.createObjectNode();
    answer.put("FunctionName", function.name());
    answer.put("FunctionArn", latest ? function.arn() : function.versionArn());
    answer.put("Runtime", function.runtime());
    answer.put("Role", function.role());
    answer.put("Handler", function.handler());
    answer.put("Timeout", (int) function.timeout().toSeconds());
    answer.put("MemorySize", function.memoryMegabytes());
    answer.put("Version", function.version());
    answer.put("State", "Active");
    answer.put("LastUpdateStatus", "Successful");
    ObjectNode variables = answer.putObject("Environment").putObject("Variables");
    function.environment().forEach(variables::put);
    return answer;
  }

  private static Map<String, String> variables(JsonNode input) {
    Map<String, String> variables = new HashMap<>();
    for (var entry : input.path("Environment").path("Variables").properties()) {
      variables.put(entry.getKey(), entry.getValue().asText());
    }
    return variables;
  }

  private static String required(JsonNode input, String member) {
    String value = input.path(member).asText("");
    if (value.isEmpty()) {
      throw LambdaErrors.invalid(member + " is missing");
    }
    return value;
  }
}
