package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.core.time.Cause;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.lambda.Mapping.State;
import io.farshore.lab.lambda.mapping.EventSourceMapping;
import io.farshore.lab.lambda.mapping.MappingConfiguration;
import io.farshore.lab.lambda.mapping.MappingRuntime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The operations on event source mappings. Thread-safe. */
final class MappingApi implements AutoCloseable {

  private static final int MOST_ITEMS = 100;

  private final Functions functions;
  private final MappingRuntime runtime;
  private final AwsApi api;
  private final Map<String, Mapping> mappings = new ConcurrentHashMap<>();

  MappingApi(Functions functions, MappingRuntime runtime, AwsApi api) {
    this.functions = functions;
    this.runtime = runtime;
    this.api = api;
  }

  CompletableFuture<JsonNode> call(ApiCall call) {
    return switch (call.operation()) {
      case "CreateEventSourceMapping" -> create(call);
      case "GetEventSourceMapping" -> CompletableFuture.completedFuture(mapping(call).describe());
      case "ListEventSourceMappings" -> CompletableFuture.completedFuture(list(call));
      case "UpdateEventSourceMapping" -> CompletableFuture.completedFuture(update(call));
      case "DeleteEventSourceMapping" -> CompletableFuture.completedFuture(delete(call));
      default -> CompletableFuture.failedFuture(AwsError.unknownOperation(call));
    };
  }

  private CompletableFuture<JsonNode> create(ApiCall call) {
    MappingInput.source(call);
    FunctionName name = FunctionApi.name(call);
    FunctionVersion function = function(call, name);
    MappingConfiguration configuration =
        MappingInput.created(
            call, runtime.ids().get(), name.arn(call.region()), function.configuration().role());
    return consumerExists(configuration).thenApply(there -> make(call, configuration));
  }

  private FunctionVersion function(ApiCall call, FunctionName name) {
    return functions
        .find(call.region(), name.name())
        .flatMap(found -> found.find(name.qualifier()))
        .orElseThrow(() -> LambdaErrors.invalid("Function does not exist"));
  }

  /** A consumer that is not there is found out now; a stream is when it is read first. */
  private CompletableFuture<Void> consumerExists(MappingConfiguration configuration) {
    String source = configuration.eventSourceArn();
    if (source.equals(configuration.streamArn())) {
      return CompletableFuture.completedFuture(null);
    }
    ApiCall describe =
        new ApiCall(
            Caller.in(configuration.region(), "lambda.amazonaws.com"),
            configuration.region(),
            "kinesis",
            "DescribeStreamConsumer",
            JsonNodeFactory.instance.objectNode().put("ConsumerARN", source),
            runtime.ids().get());
    return api.call(describe)
        .handle(
            (answer, failure) -> {
              Throwable cause = Cause.of(failure);
              if (cause instanceof AwsError) {
                throw LambdaErrors.invalid("Stream consumer not found: " + source);
              }
              if (cause != null) {
                throw new CompletionException(cause);
              }
              return null;
            });
  }

  private JsonNode make(ApiCall call, MappingConfiguration configuration) {
    for (Mapping other : mappings.values()) {
      refuseTwin(configuration, other.configuration());
    }
    EventSourceMapping engine;
    try {
      engine = new EventSourceMapping(configuration, runtime);
    } catch (AwsError e) {
      throw e.code().equals("ResourceNotFoundException")
          ? LambdaErrors.invalid("Stream not found: " + configuration.streamArn())
          : e;
    }
    Mapping mapping = new Mapping(engine, runtime.wallClock().instant());
    for (var tag : call.input().path("Tags").properties()) {
      mapping.tags().put(tag.getKey(), tag.getValue().asText());
    }
    mappings.put(configuration.uuid(), mapping);
    boolean enabled = call.input().path("Enabled").asBoolean(true);
    JsonNode answer = mapping.describe();
    soon(() -> settle(mapping, enabled));
    return answer;
  }

  private static void refuseTwin(MappingConfiguration one, MappingConfiguration there) {
    if (there.eventSourceArn().equals(one.eventSourceArn())
        && there.functionArn().equals(one.functionArn())) {
      String function = one.functionArn().substring(one.functionArn().indexOf(":function:") + 10);
      throw LambdaErrors.conflict(
          "The event source arn (\" %s \") and function (\" %s \") provided mapping already exists. Please update or delete the existing mapping with UUID %s"
              .formatted(one.eventSourceArn(), function, there.uuid()));
    }
  }

  private void soon(Runnable task) {
    runtime.timers().schedule(task, runtime.pace().poll().toNanos(), TimeUnit.NANOSECONDS);
  }

  private static void settle(Mapping mapping, boolean enabled) {
    if (mapping.state() == State.Deleting) {
      return;
    }
    if (enabled) {
      mapping.engine().enable();
    } else {
      mapping.engine().disable();
    }
    mapping.settle(enabled ? State.Enabled : State.Disabled);
  }

  private JsonNode update(ApiCall call) {
    JsonNode input = call.input();
    Mapping mapping = mapping(call);
    MappingConfiguration old = mapping.configuration();
    String functionArn = old.functionArn();
    String identityArn = old.identityArn();
    if (input.hasNonNull("FunctionName")) {
      FunctionName name = FunctionApi.name(call);
      identityArn = function(call, name).configuration().role();
      functionArn = name.arn(call.region());
    }
    MappingConfiguration changed = MappingInput.updated(call, old, functionArn, identityArn);
    boolean was = mapping.state() == State.Enabled;
    boolean enabled = input.path("Enabled").asBoolean(was);
    State way = enabled == was ? State.Updating : enabled ? State.Enabling : State.Disabling;
    mapping.begin(way, "update", runtime.wallClock().instant());
    mapping.engine().configure(changed);
    if (!enabled) {
      mapping.engine().disable();
    }
    JsonNode answer = mapping.describe();
    soon(() -> settle(mapping, enabled));
    return answer;
  }

  private JsonNode delete(ApiCall call) {
    Mapping mapping = mapping(call);
    mapping.begin(State.Deleting, "delete", runtime.wallClock().instant());
    mapping.engine().close();
    mapping.engine().forget();
    soon(() -> mappings.remove(mapping.configuration().uuid()));
    return mapping.describe();
  }

  private JsonNode list(ApiCall call) {
    JsonNode input = call.input();
    Optional<String> source = Optional.ofNullable(input.path("EventSourceArn").textValue());
    Optional<FunctionName> function =
        input.hasNonNull("FunctionName") ? Optional.of(FunctionApi.name(call)) : Optional.empty();
    List<Mapping> found =
        mappings.values().stream()
            .filter(mapping -> mapping.configuration().region().equals(call.region()))
            .filter(
                m -> source.isEmpty() || source.get().equals(m.configuration().eventSourceArn()))
            .filter(mapping -> function.isEmpty() || isOf(mapping, function.get()))
            .sorted(Comparator.comparing(mapping -> mapping.configuration().uuid()))
            .toList();
    return Page.of(input, "EventSourceMappings", found, Mapping::describe, MOST_ITEMS);
  }

  private static boolean isOf(Mapping mapping, FunctionName wanted) {
    MappingConfiguration is = mapping.configuration();
    FunctionName has = FunctionName.parse(is.region(), is.functionArn(), Optional.empty());
    return wanted.name().equals(has.name()) && wanted.qualifier().equals(has.qualifier());
  }

  private Mapping mapping(ApiCall call) {
    return find(call.region(), call.input().path("UUID").asText())
        .orElseThrow(LambdaErrors::noResource);
  }

  Optional<Mapping> find(String region, String uuid) {
    return Optional.ofNullable(mappings.get(uuid))
        .filter(mapping -> mapping.configuration().region().equals(region));
  }

  @Override
  public void close() {
    mappings.values().forEach(mapping -> mapping.engine().close());
  }
}
