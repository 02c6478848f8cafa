package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The operations on how asynchronous invocations are handled. */
final class InvokeConfigApi {

  private final Functions functions;
  private final Clock clock;

  InvokeConfigApi(Functions functions, Clock clock) {
    this.functions = functions;
    this.clock = clock;
  }

  JsonNode call(ApiCall call) {
    return switch (call.operation()) {
      case "PutFunctionEventInvokeConfig" -> put(call, false);
      case "UpdateFunctionEventInvokeConfig" -> put(call, true);
      case "GetFunctionEventInvokeConfig" -> get(call);
      case "DeleteFunctionEventInvokeConfig" -> delete(call);
      case "ListFunctionEventInvokeConfigs" -> list(call);
      default -> throw AwsError.unknownOperation(call);
    };
  }

  private JsonNode put(ApiCall call, boolean update) {
    JsonNode input = call.input();
    FunctionName name = FunctionApi.name(call);
    if (!input.has("MaximumRetryAttempts")
        && !input.has("MaximumEventAgeInSeconds")
        && !input.has("DestinationConfig")) {
      throw LambdaErrors.invalid(
          "You must specify at least one of error handling or destination setting.");
    }
    LambdaFunction function =
        functions
            .find(call.region(), name.name())
            .filter(found -> found.find(name.qualifier()).isPresent())
            .orElseThrow(() -> LambdaErrors.notFound("The function doesn't exist."));
    synchronized (function) {
      Optional<InvokeConfig> old = function.invokeConfig(name.qualifier());
      if (update && old.isEmpty()) {
        throw none(call, name);
      }
      InvokeConfig base = update ? old.get() : InvokeConfig.usual();
      InvokeConfig changed = changed(call, name, base);
      function.invokeConfigs().put(key(name), changed);
      return changed.describe(name.qualifiedArn(call.region()));
    }
  }

  private InvokeConfig changed(ApiCall call, FunctionName name, InvokeConfig base) {
    JsonNode input = call.input();
    return new InvokeConfig(
        input.has("MaximumRetryAttempts")
            ? OptionalInt.of(input.get("MaximumRetryAttempts").asInt())
            : base.retries(),
        input.has("MaximumEventAgeInSeconds")
            ? Optional.of(Duration.ofSeconds(input.get("MaximumEventAgeInSeconds").asInt()))
            : base.maximumAge(),
        destination(call, name, "OnSuccess").or(base::onSuccess),
        destination(call, name, "OnFailure").or(base::onFailure),
        clock.instant());
  }

  private Optional<String> destination(ApiCall call, FunctionName name, String which) {
    JsonNode destinations = call.input().path("DestinationConfig");
    String arn = destinations.path(which).path("Destination").asText("");
    if (arn.isEmpty()) {
      return Optional.empty();
    }
    if (!Deliveries.reaches(arn)) {
      throw LambdaErrors.invalid(
          "The provided destination config DestinationConfig(onSuccess=%s, onFailure=%s) is invalid."
              .formatted(text(destinations, "OnSuccess"), text(destinations, "OnFailure")));
    }
    if (arn.startsWith("arn:aws:lambda:")) {
      checkFunction(call, name, arn);
    }
    return Optional.of(arn);
  }

  private static String text(JsonNode destinations, String which) {
    String arn = destinations.path(which).path("Destination").asText("");
    return arn.isEmpty() ? "null" : which + "(destination=" + arn + ")";
  }

  private void checkFunction(ApiCall call, FunctionName name, String arn) {
    FunctionName target = FunctionName.parse(arn.split(":")[3], arn, Optional.empty());
    if (functions.find(arn.split(":")[3], target.name()).isEmpty()) {
      throw LambdaErrors.invalid("The destination ARN " + arn + " is invalid.");
    }
    if (target.name().equals(name.name()) && arn.split(":")[3].equals(call.region())) {
      throw LambdaErrors.invalid("You can't specify the function as a destination for itself.");
    }
  }

  private JsonNode get(ApiCall call) {
    FunctionName name = FunctionApi.name(call);
    return functions
        .find(call.region(), name.name())
        .flatMap(function -> function.invokeConfig(name.qualifier()))
        .orElseThrow(() -> none(call, name))
        .describe(name.qualifiedArn(call.region()));
  }

  private JsonNode delete(ApiCall call) {
    FunctionName name = FunctionApi.name(call);
    LambdaFunction function =
        functions.find(call.region(), name.name()).orElseThrow(() -> none(call, name));
    synchronized (function) {
      if (function.invokeConfigs().remove(key(name)) == null) {
        throw none(call, name);
      }
    }
    return JsonNodeFactory.instance.objectNode();
  }

  private JsonNode list(ApiCall call) {
    FunctionName name = FunctionApi.name(call);
    LambdaFunction function =
        functions
            .find(call.region(), name.name())
            .orElseThrow(() -> LambdaErrors.notFound("The function doesn't exist."));
    List<Map.Entry<String, InvokeConfig>> all;
    synchronized (function) {
      all = List.copyOf(function.invokeConfigs().entrySet());
    }
    return Page.of(
        call.input(),
        "FunctionEventInvokeConfigs",
        all,
        entry -> entry.getValue().describe(function.arn() + ":" + entry.getKey()));
  }

  private static AwsError none(ApiCall call, FunctionName name) {
    return LambdaErrors.notFound(
        "The function " + name.qualifiedArn(call.region()) + " doesn't have an EventInvokeConfig");
  }

  private static String key(FunctionName name) {
    return name.qualifier().orElse(FunctionConfiguration.LATEST);
  }
}
