package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.AwsService;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.faults.RegionState;
import io.farshore.lab.lambda.mapping.MappingConfiguration;
import io.farshore.lab.lambda.mapping.MappingPace;
import io.farshore.lab.lambda.mapping.MappingRuntime;
import io.farshore.lab.lambda.mapping.SavedPositions;
import io.farshore.lab.lambda.mapping.StreamSource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Lambda of all Regions: functions of Java, and mappings of Kinesis streams. Thread-safe. */
public final class LambdaService implements AwsService, AutoCloseable {

  private final LambdaRuntimeSettings settings;
  private final Functions functions;
  private final FunctionApi functionApi;
  private final VersionApi versionApi;
  private final PolicyApi policyApi;
  private final InvokeConfigApi invokeConfigApi;
  private final AccountApi accountApi;
  private final MappingApi mappingApi;
  private final TagApi tagApi;
  private final InvokeApi invokeApi;

  /**
   * Makes the service.
   *
   * @param settings what functions run on
   * @param api to destinations, and to what a mapping asks about its source
   * @param streams what mappings read
   * @param positions how far earlier mappings have come
   * @param regions a mapping stands still while its Region is lost
   * @param pace of the mappings
   */
  public LambdaService(
      LambdaRuntimeSettings settings,
      AwsApi api,
      StreamSource streams,
      SavedPositions positions,
      RegionState regions,
      MappingPace pace) {
    this.settings = settings;
    this.functions = new Functions(settings);
    this.functionApi = new FunctionApi(functions);
    this.versionApi = new VersionApi(functions, settings.ids());
    this.policyApi = new PolicyApi(functions, settings.ids());
    this.invokeConfigApi = new InvokeConfigApi(functions, settings.wallClock());
    this.accountApi = new AccountApi(functions);
    Deliveries deliveries = new Deliveries(api, settings.ids());
    this.invokeApi =
        new InvokeApi(
            functions,
            new AsynchronousInvocations(functions, settings, regions, deliveries),
            settings.wallClock());
    MappingRuntime runtime =
        new MappingRuntime(
            streams,
            this::invoke,
            (mapping, arn, document) ->
                deliveries.deliver(
                    Caller.in(mapping.region(), mapping.identityArn()), arn, document),
            positions,
            regions,
            settings.wallClock(),
            settings.timers(),
            settings.ids(),
            pace,
            this::count);
    this.mappingApi = new MappingApi(functions, runtime, api);
    this.tagApi = new TagApi(functions, mappingApi);
  }

  private void count(MappingConfiguration mapping, String name, double value) {
    settings
        .metrics()
        .record(mapping.region(), FunctionMetrics.ofMapping(mapping.uuid()), Map.of(name, value));
  }

  private CompletableFuture<InvocationResult> invoke(
      MappingConfiguration mapping, byte[] event, Duration iteratorAge) {
    String region = mapping.region();
    FunctionName name = FunctionName.parse(region, mapping.functionArn(), Optional.empty());
    settings
        .metrics()
        .record(
            region,
            FunctionMetrics.of(name),
            Map.of("IteratorAge", (double) iteratorAge.toMillis()));
    return functions.invoke(region, name, settings.ids().get(), event, false);
  }

  @Override
  public String signingName() {
    return "lambda";
  }

  @Override
  public CompletableFuture<JsonNode> call(ApiCall call) {
    try {
      return switch (call.operation()) {
        case "Invoke" -> invokeApi.invoke(call);
        case "CreateEventSourceMapping",
            "GetEventSourceMapping",
            "ListEventSourceMappings",
            "UpdateEventSourceMapping",
            "DeleteEventSourceMapping" ->
            mappingApi.call(call);
        default -> CompletableFuture.completedFuture(answer(call));
      };
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private JsonNode answer(ApiCall call) {
    return switch (call.operation()) {
      case "PublishVersion",
          "ListVersionsByFunction",
          "CreateAlias",
          "UpdateAlias",
          "GetAlias",
          "DeleteAlias",
          "ListAliases" ->
          versionApi.call(call);
      case "AddPermission", "RemovePermission", "GetPolicy" -> policyApi.call(call);
      case "ListTags", "TagResource", "UntagResource" -> tagApi.call(call);
      case "PutFunctionConcurrency",
          "GetFunctionConcurrency",
          "DeleteFunctionConcurrency",
          "GetAccountSettings" ->
          accountApi.call(call);
      case "PutFunctionEventInvokeConfig",
          "UpdateFunctionEventInvokeConfig",
          "GetFunctionEventInvokeConfig",
          "DeleteFunctionEventInvokeConfig",
          "ListFunctionEventInvokeConfigs" ->
          invokeConfigApi.call(call);
      default -> functionApi.call(call);
    };
  }

  /** Starts an environment of every version that has an alias, else of the latest one. */
  public void warm(String region) {
    for (LambdaFunction function : functions.in(region)) {
      if (function.listAliases().isEmpty()) {
        function.latest().pool().warm();
      }
      for (Alias alias : function.listAliases()) {
        function.find(Optional.of(alias.version())).ifPresent(version -> version.pool().warm());
      }
    }
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

  @Override
  public void close() {
    mappingApi.close();
    functions.close();
  }
}
