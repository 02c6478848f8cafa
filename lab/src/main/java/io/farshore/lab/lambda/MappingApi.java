package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.lambda.mapping.EventSourceMapping;
import io.farshore.lab.lambda.mapping.MappingConfiguration;
import io.farshore.lab.lambda.mapping.MappingRuntime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The operations on event source mappings. */
final class MappingApi implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Functions functions;
  private final MappingRuntime runtime;
  private final Supplier<String> ids;
  private final Map<String, EventSourceMapping> mappings = new ConcurrentHashMap<>();

  MappingApi(Functions functions, MappingRuntime runtime, Supplier<String> ids) {
    this.functions = functions;
    this.runtime = runtime;
    this.ids = ids;
  }

  JsonNode call(ApiCall call) {
    return switch (call.operation()) {
      case "CreateEventSourceMapping" -> create(call);
      case "GetEventSourceMapping" -> describe(mapping(call));
      case "ListEventSourceMappings" -> list(call);
      case "UpdateEventSourceMapping" -> update(call);
      case "DeleteEventSourceMapping" -> {
        EventSourceMapping mapping = mapping(call);
        mappings.remove(mapping.configuration().uuid());
        mapping.close();
        yield describe(mapping).put("State", "Deleting");
      }
      default -> throw AwsError.unknownOperation(call);
    };
  }

  private JsonNode create(ApiCall call) {
    FunctionName name =
        FunctionName.parse(call.input().path("FunctionName").asText(), Optional.empty());
    FunctionConfiguration function = functions.resolve(call.region(), name).function();
    MappingConfiguration configuration =
        MappingInput.created(call, ids.get(), target(function, name), function.role());
    for (EventSourceMapping other : mappings.values()) {
      MappingConfiguration there = other.configuration();
      if (there.streamArn().equals(configuration.streamArn())
          && there.functionArn().equals(configuration.functionArn())) {
        throw LambdaErrors.conflict(
            "The event source arn and function are mapped already: UUID " + there.uuid());
      }
    }
    EventSourceMapping mapping = new EventSourceMapping(configuration, runtime);
    mappings.put(configuration.uuid(), mapping);
    if (call.input().path("Enabled").asBoolean(true)) {
      mapping.enable();
    }
    return describe(mapping);
  }

  private static String target(FunctionConfiguration function, FunctionName name) {
    return function.arn() + name.qualifier().map(qualifier -> ":" + qualifier).orElse("");
  }

  private JsonNode update(ApiCall call) {
    EventSourceMapping mapping = mapping(call);
    mapping.configure(MappingInput.updated(call, mapping.configuration()));
    JsonNode enabled = call.input().path("Enabled");
    if (enabled.isBoolean() && enabled.booleanValue() != mapping.enabled()) {
      if (enabled.booleanValue()) {
        mapping.enable();
      } else {
        mapping.disable();
      }
    }
    return describe(mapping);
  }

  private JsonNode list(ApiCall call) {
    JsonNode input = call.input();
    ObjectNode answer = JSON.createObjectNode();
    var list = answer.putArray("EventSourceMappings");
    String stream = input.path("EventSourceArn").textValue();
    String function = input.path("FunctionName").textValue();
    mappings.values().stream()
        .filter(mapping -> mapping.configuration().region().equals(call.region()))
        .filter(mapping -> stream == null || mapping.configuration().streamArn().equals(stream))
        .filter(mapping -> function == null || isOf(mapping, function))
        .forEach(mapping -> list.add(describe(mapping)));
    return answer;
  }

  private static boolean isOf(EventSourceMapping mapping, String function) {
    FunctionName wanted = FunctionName.parse(function, Optional.empty());
    FunctionName has = FunctionName.parse(mapping.configuration().functionArn(), Optional.empty());
    return wanted.name().equals(has.name()) && (wanted.qualifier().isEmpty() || wanted.equals(has));
  }

  private EventSourceMapping mapping(ApiCall call) {
    String uuid = call.input().path("UUID").asText();
    EventSourceMapping mapping = mappings.get(uuid);
    if (mapping == null || !mapping.configuration().region().equals(call.region())) {
      throw LambdaErrors.noMapping(uuid);
    }
    return mapping;
  }

  private static ObjectNode describe(EventSourceMapping mapping) {
    MappingConfiguration configuration = mapping.configuration();
    ObjectNode answer = JSON.createObjectNode();
    answer.put("UUID", configuration.uuid());
    answer.put("State", mapping.enabled() ? "Enabled" : "Disabled");
    answer.put("EventSourceArn", configuration.streamArn());
    answer.put("FunctionArn", configuration.functionArn());
    answer.put("StartingPosition", configuration.start().name());
    answer.put("BatchSize", configuration.batchSize());
    answer.put("MaximumBatchingWindowInSeconds", (int) configuration.window().toSeconds());
    answer.put("ParallelizationFactor", 1);
    answer.put("BisectBatchOnFunctionError", configuration.bisect());
    answer.put("MaximumRetryAttempts", configuration.maximumRetries().orElse(-1));
    answer.put(
        "MaximumRecordAgeInSeconds",
        configuration.maximumAge().map(age -> (int) age.toSeconds()).orElse(-1));
    if (configuration.partialResponse()) {
      answer.putArray("FunctionResponseTypes").add("ReportBatchItemFailures");
    }
    return answer;
  }

  @Override
  public void close() {
    mappings.values().forEach(EventSourceMapping::close);
  }
}
