package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.AwsService;
import io.farshore.lab.faults.RegionState;
import io.farshore.lab.lambda.mapping.MappingPace;
import io.farshore.lab.lambda.mapping.MappingRuntime;
import io.farshore.lab.lambda.mapping.StreamSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Lambda of all Regions: functions out of jars, and mappings of Kinesis streams. Thread-safe. */
public final class LambdaService implements AwsService, AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Functions functions;
  private final FunctionApi functionApi;
  private final MappingApi mappingApi;
  private final LambdaRuntimeSettings settings;
  private final RegionState regions;

  /**
   * Makes the service.
   *
   * @param settings what functions run on
   * @param streams what mappings read
   * @param regions a mapping stands still while its Region is lost
   * @param pace of the mappings
   */
  public LambdaService(
      LambdaRuntimeSettings settings, StreamSource streams, RegionState regions, MappingPace pace) {
    this.settings = settings;
    this.regions = regions;
    this.functions = new Functions(settings);
    this.functionApi = new FunctionApi(functions);
    MappingRuntime runtime =
        new MappingRuntime(
            streams,
            (mapping, event) ->
                functions.invoke(
                    mapping.region(),
                    FunctionName.parse(mapping.functionArn(), Optional.empty()),
                    settings.ids().get(),
                    event),
            regions,
            settings.wallClock(),
            settings.timers(),
            pace);
    this.mappingApi = new MappingApi(functions, runtime, settings.ids());
  }

  @Override
  public String signingName() {
    return "lambda";
  }

  @Override
  public CompletableFuture<JsonNode> call(ApiCall call) {
    try {
      return switch (call.operation()) {
        case "Invoke" -> invoke(call);
        case "CreateEventSourceMapping",
            "GetEventSourceMapping",
            "ListEventSourceMappings",
            "UpdateEventSourceMapping",
            "DeleteEventSourceMapping" ->
            CompletableFuture.completedFuture(mappingApi.call(call));
        default -> CompletableFuture.completedFuture(functionApi.call(call));
      };
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Starts an environment of every version that has an alias, else of the latest one. */
  public void warm(String region) {
    functionApi.warm(region);
  }

  /**
   * Kills the environments of a function that are handling an event: their invocations fail, and
   * what they call from then on is refused.
   *
   * @return how many were killed
   * @throws AwsError {@code ResourceNotFoundException} when there is no such function
   */
  public int kill(String region, String functionName) {
    return functions.get(region, functionName).killBusy();
  }

  private CompletableFuture<JsonNode> invoke(ApiCall call) {
    JsonNode input = call.input();
    FunctionName name =
        FunctionName.parse(
            input.path("FunctionName").asText(),
            Optional.ofNullable(input.path("Qualifier").textValue()));
    byte[] event = payload(input.path("Payload"));
    String type = input.path("InvocationType").asText("RequestResponse");
    EnvironmentPool target = functions.resolve(call.region(), name);
    return switch (type) {
      case "DryRun" -> CompletableFuture.completedFuture(status(204));
      case "Event" -> {
        Asynchronously.invoke(functions, call.region(), name, event, settings, regions);
        yield CompletableFuture.completedFuture(
            status(202).put("ExecutedVersion", target.function().version()));
      }
      case "RequestResponse" ->
          functions
              .invoke(call.region(), name, call.requestId(), event)
              .thenApply(LambdaService::answer);
      default -> throw LambdaErrors.invalid("InvocationType " + type);
    };
  }

  private static byte[] payload(JsonNode blob) {
    try {
      byte[] bytes = blob.isMissingNode() || blob.isNull() ? new byte[0] : blob.binaryValue();
      if (bytes.length == 0) {
        return "{}".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      }
      if (bytes.length > 6 * 1024 * 1024) {
        throw new AwsError(
            "RequestTooLargeException", 413, bytes.length + " byte payload is too large");
      }
      JSON.readTree(bytes);
      return bytes;
    } catch (java.io.IOException e) {
      throw new AwsError(
          "InvalidRequestContentException", 400, "Could not parse request body into json");
    }
  }

  private static ObjectNode status(int code) {
    return JSON.createObjectNode().put("StatusCode", code);
  }

  private static JsonNode answer(InvocationResult result) {
    ObjectNode answer = status(200);
    result.functionError().ifPresent(error -> answer.put("FunctionError", error));
    answer.put("ExecutedVersion", result.executedVersion());
    answer.put("Payload", result.payload());
    return answer;
  }

  @Override
  public void close() {
    mappingApi.close();
    functions.close();
  }
}
