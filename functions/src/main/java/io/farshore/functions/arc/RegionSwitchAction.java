package io.farshore.functions.arc;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.failover.Mode;
import io.farshore.functions.configuration.FunctionSettings;
import io.farshore.functions.configuration.FunctionSettings.PlanMode;
import io.farshore.functions.execution.Execution;
import io.farshore.functions.execution.Executions;
import io.farshore.functions.execution.StepFunctions;
import io.farshore.functions.handler.Json;
import io.farshore.functions.handler.JsonHandler;
import io.farshore.functions.handler.LambdaEnvironment;
import io.farshore.functions.handler.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A "Custom action Lambda" block of an ARC Region switch plan: makes the Region that it runs in
 * active, and answers when that is done. Invoked again, it finds what it started and goes on
 * waiting; what ended so that another try may help is started anew. Settings: {@code
 * STATE_MACHINE_ARN}, {@code REGION_SWITCH_MODE} ({@code switchover} or {@code failover}: where the
 * event names no mode), and those of {@link Stack}.
 */
public final class RegionSwitchAction extends JsonHandler<JsonNode, RegionSwitchAction.Output> {

  private static final Duration LOOK = Duration.ofSeconds(2);

  /** What is left of the function's time when it gives up waiting: one look and the answer. */
  private static final Duration RESERVE = Duration.ofSeconds(8);

  private static final int MOST_TRIES = 50;
  private static final int LONGEST_ID = 60;

  private final Stack stack;
  private final Executions executions;

  /** In Lambda. */
  public RegionSwitchAction() {
    this(LambdaEnvironment.variables());
    rehearse(List.of(this::rehearseEpochs, this::rehearseExecutions));
  }

  /** In a given environment. */
  public RegionSwitchAction(Map<String, String> environment) {
    this(Stack.of(environment));
  }

  private RegionSwitchAction(Stack stack) {
    this(stack, StepFunctions.of(stack));
  }

  /** On a given stack, with given executions. */
  public RegionSwitchAction(Stack stack, Executions executions) {
    super(JsonNode.class);
    this.stack = stack;
    this.executions = executions;
  }

  /** What its role may read, and nothing else: not the checkpoints. */
  void rehearseEpochs() {
    stack.await(() -> stack.ownEpochs().epochs(stack.stream()));
  }

  /** Asks for an execution that is not there. */
  void rehearseExecutions() {
    executions.find("region-switch-rehearsal");
  }

  /**
   * What ARC is told.
   *
   * @param outcome of the execution
   * @param region that is active now
   * @param stream that was moved
   * @param execution the name of the execution
   */
  public record Output(String outcome, String region, String stream, String execution) {}

  /**
   * Starts, or finds, and waits.
   *
   * @throws SwitchUnderWay when the function's time is over first
   * @throws SwitchNotMade when the Region was not made active
   * @throws io.farshore.functions.handler.InvalidInput when the plan does not mean this Region
   */
  @Override
  public Output handle(JsonNode event, Context context) {
    PlanStep step = PlanStep.of(event, stack.own());
    Execution ended = toTheEnd(begun(step), context);
    Ended judged = Ended.of(ended);
    if (judged == Ended.ACTIVE) {
      return new Output(ended.outcome(), stack.own().name(), stack.stream().value(), ended.name());
    }
    throw SwitchNotMade.of(ended, judged);
  }

  /** The newest try that is not to be made again; a new one where there is none. */
  private Execution begun(PlanStep step) {
    String id = "region-switch-" + id(step) + "-";
    for (int number = 1; number <= MOST_TRIES; number++) {
      String name = id + number;
      Optional<Execution> found = executions.find(name);
      if (found.isEmpty()) {
        executions.start(name, input(step));
        return executions.find(name).orElseThrow();
      }
      if (found.get().isRunning() || Ended.of(found.get()) != Ended.AGAIN) {
        return found.get();
      }
    }
    throw new SwitchNotMade("The plan's execution has tried " + MOST_TRIES + " times");
  }

  /**
   * Where the event does not name the plan's execution, the epoch tells one switch from the next.
   */
  private String id(PlanStep step) {
    return step.execution()
        .map(id -> id.replaceAll("[^A-Za-z0-9-]", "-"))
        .map(id -> id.substring(0, Math.min(LONGEST_ID, id.length())))
        .orElseGet(
            () ->
                "after-"
                    + stack
                        .await(() -> stack.ownEpochs().epochs(stack.stream()))
                        .inForce()
                        .map(Epoch::number)
                        .orElse(0L));
  }

  private String input(PlanStep step) {
    Mode mode =
        step.mode()
            .orElseGet(
                () ->
                    stack.settings().get(FunctionSettings.REGION_SWITCH_MODE) == PlanMode.SWITCHOVER
                        ? Mode.SWITCHOVER
                        : Mode.FAILOVER);
    Map<String, String> input = new TreeMap<>();
    input.put("stream", stack.stream().value());
    input.put("targetRegion", stack.own().name());
    input.put("mode", mode.label());
    input.put("by", "ARC Region switch" + step.plan().map(plan -> ", plan " + plan).orElse(""));
    input.put(
        "reason",
        step.execution()
            .map(id -> "ARC Region switch, execution " + id)
            .orElse("ARC Region switch activates " + stack.own()));
    return Json.text(input);
  }

  private Execution toTheEnd(Execution begun, Context context) {
    Execution seen = begun;
    while (seen.isRunning()) {
      if (context.getRemainingTimeInMillis() <= RESERVE.toMillis()) {
        throw new SwitchUnderWay(seen.name());
      }
      stack.await(this::aLittleLater);
      seen = look(seen);
    }
    return seen;
  }

  /** A look that fails tells nothing: the execution goes on, and so does the waiting. */
  private Execution look(Execution before) {
    try {
      return executions.find(before.name()).orElse(before);
    } catch (SdkException e) {
      return before;
    }
  }

  private CompletableFuture<Optional<Void>> aLittleLater() {
    CompletableFuture<Optional<Void>> passed = new CompletableFuture<>();
    stack.loop().after(LOOK, () -> passed.complete(Optional.empty()));
    return passed;
  }
}
