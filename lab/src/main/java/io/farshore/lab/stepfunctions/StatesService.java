package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.AwsService;
import io.farshore.lab.faults.RegionState;
import io.farshore.lab.stepfunctions.asl.DefinitionParser;
import io.farshore.lab.stepfunctions.execution.RegionGate;
import io.farshore.lab.stepfunctions.integration.ServiceTasks;
import io.farshore.lab.stepfunctions.jsonata.AslFunctions;
import io.farshore.lab.stepfunctions.jsonata.ExpressionCompiler;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * Step Functions in every Region of the lab: standard workflows in JSONata.
 *
 * <p>All of it runs on one event loop; time, turns and chance come from there and from the injected
 * generator only, so the same calls in the same order give the same history. Executions of a lost
 * Region stand still, and go on at its return. Thread-safe.
 */
public final class StatesService implements AwsService {

  private final EventLoop loop;
  private final AslFunctions functions;
  private final StateMachineApi machines;
  private final ExecutionApi executions;
  private final HistoryApi history = new HistoryApi();
  private final TaskTokenApi tokens = new TaskTokenApi();
  private final Map<String, RegionalStates> regions = new HashMap<>();

  /**
   * Step Functions without state machines.
   *
   * @param loop runs every execution of every Region
   * @param api the way to the services that tasks call
   * @param regionState asked before each transition
   * @param random for jitter, ids, {@code $random} and {@code $uuid}; used on the loop only
   * @param events whether EventBridge hears of starts and ends
   */
  public StatesService(
      EventLoop loop,
      AwsApi api,
      RegionState regionState,
      RandomGenerator random,
      StatusChangeEvents events) {
    this.loop = loop;
    this.functions = new AslFunctions(loop, random);
    this.machines =
        new StateMachineApi(loop, new DefinitionParser(new ExpressionCompiler(functions)));
    this.executions =
        new ExecutionApi(
            loop,
            random,
            new RegionGate(loop, regionState),
            new ServiceTasks(api, this::id),
            this::id,
            new StatusChanges(api, this::id, events));
  }

  @Override
  public String signingName() {
    return "states";
  }

  @Override
  public CompletableFuture<JsonNode> call(ApiCall call) {
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    loop.execute(
        () -> {
          try {
            answer.complete(answer(call));
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  private JsonNode answer(ApiCall call) {
    RegionalStates states =
        regions.computeIfAbsent(
            call.region(), region -> new RegionalStates(() -> TaskTokenApi.PREFIX + id()));
    Request request = new Request(call);
    return switch (call.operation()) {
      case "CreateStateMachine" -> machines.create(request, states);
      case "UpdateStateMachine" -> machines.update(request, states);
      case "DescribeStateMachine" -> machines.describe(request, states);
      case "ListStateMachines" -> machines.list(request, states);
      case "DeleteStateMachine" -> machines.delete(request, states);
      case "ValidateStateMachineDefinition" -> machines.validate(request);
      case "StartExecution" -> executions.start(request, states);
      case "StopExecution" -> executions.stop(request, states);
      case "DescribeExecution" -> executions.describe(request, states);
      case "ListExecutions" -> executions.list(request, states);
      case "GetExecutionHistory" -> history.history(request, states);
      case "SendTaskSuccess" -> tokens.succeed(request, states);
      case "SendTaskFailure" -> tokens.fail(request, states);
      case "SendTaskHeartbeat" -> tokens.heartbeat(request, states);
      default -> throw AwsError.unknownOperation(call);
    };
  }

  private String id() {
    return functions.uuid().toString();
  }
}
