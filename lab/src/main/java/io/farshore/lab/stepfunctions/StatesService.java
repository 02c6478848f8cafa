package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.core.time.Cause;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.AwsService;
import io.farshore.lab.faults.RegionState;
import io.farshore.lab.stepfunctions.asl.DefinitionParser;
import io.farshore.lab.stepfunctions.execution.ExecutionRun;
import io.farshore.lab.stepfunctions.execution.RegionGate;
import io.farshore.lab.stepfunctions.execution.Tasks;
import io.farshore.lab.stepfunctions.integration.ServiceTasks;
import io.farshore.lab.stepfunctions.jsonata.AslFunctions;
import io.farshore.lab.stepfunctions.jsonata.ExpressionCompiler;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Step Functions in every Region of the lab: workflows in JSONata.
 *
 * <p>All of it runs on one event loop; time, turns and chance come from there and from the injected
 * generator only, so the same calls in the same order give the same history. Executions of a lost
 * Region stand still, and go on at its return. Thread-safe.
 */
public final class StatesService implements AwsService {

  private final EventLoop loop;
  private final AslFunctions functions;
  private final Operations operations = new Operations();
  private final Optional<Keeping> keeping;
  private final Map<String, RegionalStates> regions = new HashMap<>();

  /**
   * Step Functions without state machines.
   *
   * @param loop runs every execution of every Region
   * @param api the way to the services that tasks call
   * @param regionState asked before each transition
   * @param random for jitter, ids, {@code $random} and {@code $uuid}; used on the loop only
   * @param events whether EventBridge and CloudWatch hear of starts and ends
   * @param folder where state machines and executions are kept over a restart; empty for nowhere
   */
  public StatesService(
      EventLoop loop,
      AwsApi api,
      RegionState regionState,
      RandomGenerator random,
      StatusChangeEvents events,
      Optional<Path> folder) {
    this.loop = loop;
    this.functions = new AslFunctions(loop, random);
    DefinitionParser parser = new DefinitionParser(new ExpressionCompiler(functions));
    Tasks tasks =
        new LocalTasks(loop, new ServiceTasks(api, this::id, loop::wallTime), this::states);
    List<ExecutionListener> listeners =
        events == StatusChangeEvents.OFF
            ? List.of()
            : List.of(new StatusChanges(api, this::id), new ExecutionMetrics(api, this::id));
    RegionGate gate = new RegionGate(loop, regionState);
    Function<RegionalStates, ExecutionRun.Environment> environments =
        states ->
            environment(
                new ExecutionRun.Environment(loop, random, gate, tasks, states.tokens()), states);
    Definitions definitions = new Definitions(parser);
    this.keeping = folder.map(path -> new Keeping(path, definitions));
    ExecutionStarter starter =
        new ExecutionStarter(environments, loop, random, this::id, listeners, keeping);
    stateMachines(new StateMachineApi(loop, definitions, this::id), new Settings(api, this::id));
    operations.later(
        "TestState", new StateTestApi(definitions, environments, loop::wallTime, this::id)::test);
    versions(new VersionApi(loop), new AliasApi(loop), new Tags());
    executions(new ExecutionApi(loop, starter), new HistoryApi());
    tasks(new ActivityApi(loop), new TaskTokenApi());
    mapRuns(new MapRunApi());
  }

  /** Executions of a map run may have map runs of their own. */
  private ExecutionRun.Environment environment(
      ExecutionRun.Environment plain, RegionalStates states) {
    return plain.with(
        new MapRunStarter(loop, this::id, states, inner -> environment(plain, inner)));
  }

  private void mapRuns(MapRunApi runs) {
    operations.now("DescribeMapRun", runs::describe);
    operations.now("ListMapRuns", runs::list);
    operations.now("UpdateMapRun", runs::update);
  }

  private void stateMachines(StateMachineApi machines, Settings settings) {
    operations.later(
        "CreateStateMachine",
        (request, states) ->
            settings
                .destinationExists(request)
                .thenApplyAsync(found -> machines.create(request, states), loop::execute));
    operations.later(
        "UpdateStateMachine",
        (request, states) ->
            settings
                .destinationExists(request)
                .thenApplyAsync(found -> machines.update(request, states), loop::execute));
    operations.now("DescribeStateMachine", machines::describe);
    operations.now("DescribeStateMachineForExecution", machines::describeForExecution);
    operations.now("ListStateMachines", machines::list);
    operations.now("DeleteStateMachine", machines::delete);
    operations.now(
        "ValidateStateMachineDefinition", (request, states) -> machines.validate(request));
  }

  private void versions(VersionApi versions, AliasApi aliases, Tags tags) {
    operations.now("PublishStateMachineVersion", versions::publish);
    operations.now("ListStateMachineVersions", versions::list);
    operations.now("DeleteStateMachineVersion", versions::delete);
    operations.now("CreateStateMachineAlias", aliases::create);
    operations.now("UpdateStateMachineAlias", aliases::update);
    operations.now("DescribeStateMachineAlias", aliases::describe);
    operations.now("ListStateMachineAliases", aliases::list);
    operations.now("DeleteStateMachineAlias", aliases::delete);
    operations.now("TagResource", tags::tag);
    operations.now("UntagResource", tags::untag);
    operations.now("ListTagsForResource", tags::list);
  }

  private void executions(ExecutionApi executions, HistoryApi history) {
    operations.now("StartExecution", executions::start);
    operations.later("StartSyncExecution", executions::startSync);
    operations.now("StopExecution", executions::stop);
    operations.now("DescribeExecution", executions::describe);
    operations.now("ListExecutions", executions::list);
    operations.now("RedriveExecution", executions::redrive);
    operations.now("GetExecutionHistory", history::history);
  }

  private void tasks(ActivityApi activities, TaskTokenApi tokens) {
    operations.now("CreateActivity", activities::create);
    operations.now("DescribeActivity", activities::describe);
    operations.now("ListActivities", activities::list);
    operations.now("DeleteActivity", activities::delete);
    operations.later("GetActivityTask", activities::task);
    operations.now("SendTaskSuccess", tokens::succeed);
    operations.now("SendTaskFailure", tokens::fail);
    operations.now("SendTaskHeartbeat", tokens::heartbeat);
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
            operations
                .get(call.operation())
                .orElseThrow(() -> AwsError.unknownOperation(call))
                .answer(new Request(call), states(call.region()))
                .whenComplete(
                    (value, failure) -> {
                      if (failure == null) {
                        kept(call);
                        answer.complete(value);
                      } else {
                        answer.completeExceptionally(Cause.of(failure));
                      }
                    });
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  private void kept(ApiCall call) {
    keeping.ifPresent(
        files -> files.answered(call.operation(), call.region(), states(call.region())));
  }

  private RegionalStates states(String region) {
    return regions.computeIfAbsent(
        region,
        name -> {
          RegionalStates states = new RegionalStates(() -> TaskTokenApi.PREFIX + id());
          keeping.ifPresent(files -> files.load(name, states, loop.wallTime()));
          return states;
        });
  }

  private String id() {
    return functions.uuid().toString();
  }
}
