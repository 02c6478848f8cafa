package io.farshore.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.core.stream.Region;
import io.farshore.lab.faults.RegionState;
import io.farshore.lab.stepfunctions.asl.StateError;
import io.farshore.lab.stepfunctions.asl.StateMachineDefinition;
import io.farshore.lab.stepfunctions.execution.ExecutionEnd;
import io.farshore.lab.stepfunctions.execution.ExecutionIdentity;
import io.farshore.lab.stepfunctions.execution.ExecutionRun;
import io.farshore.lab.stepfunctions.execution.HistoryEvent;
import io.farshore.lab.stepfunctions.execution.RegionGate;
import io.farshore.lab.stepfunctions.execution.TaskTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Step Functions of one Region: the lab's interpreter on the run's clock. */
final class StateMachine {

  private final World world;
  private final Region own;
  private final Actor states;
  private final StateMachineDefinition definition;
  private final Steps steps;
  private final Starts starts;
  private final ExecutionRun.Environment environment;
  private final List<ExecutionRun> running = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final List<Ended> ended = new ArrayList<>();
  private Optional<String> lastOutcome = Optional.empty();

  StateMachine(World world, Region own, Definition compiled) {
    this.world = world;
    this.own = own;
    this.states = new Actor(world, "states " + own, own, true, world.skew(own));
    this.definition = compiled.on(states);
    this.starts = new Starts(world, own, this::start);
    this.steps = new Steps(world, own, starts);
    TaskTokens tokens = new TaskTokens(() -> "token-" + world.random().nextLong());
    this.environment =
        new ExecutionRun.Environment(
            states,
            world.random().split(),
            new RegionGate(states, new NeverLost()),
            new ServiceTasks(world, own, states, steps, tokens),
            tokens);
  }

  /** The schedule of the watch over epochs that stay FENCING. */
  void watch() {
    if (world.is(Sabotage.FENCE_WITHOUT_AN_OWNER_LEFT)) {
      return;
    }
    states.after(Duration.ofSeconds(20), this::watch);
    if (world.outages().isLost(own)) {
      return;
    }
    steps.invoke(states, "FencingWatch", JsonNodeFactory.instance.objectNode());
  }

  boolean isIdle() {
    return running.isEmpty() && !starts.isDelivering();
  }

  /** StartExecution, as it arrives: what has that name already is as good. */
  void start(String name, JsonNode input) {
    if (!names.add(name)) {
      return;
    }
    world.note("execution " + own + " " + name, () -> "starts with " + input);
    ExecutionIdentity identity =
        new ExecutionIdentity(
            "arn:aws:states:" + own + ":111122223333:execution:failover:" + name,
            name,
            "arn:aws:states:" + own + ":111122223333:stateMachine:failover",
            "failover",
            "arn:aws:iam::111122223333:role/failover",
            own.name(),
            states.wallTime(),
            input);
    ExecutionRun[] run = new ExecutionRun[1];
    run[0] = new ExecutionRun(environment, definition, identity, end -> ended(run[0], end));
    running.add(run[0]);
    run[0].start();
  }

  /** How executions begin. */
  Starts starts() {
    return starts;
  }

  /** Stops what runs, as a person could; false when nothing does. */
  boolean stopAll() {
    boolean runs = !running.isEmpty();
    List.copyOf(running).forEach(run -> run.stop(new StateError("Stopped", "by a person")));
    return runs;
  }

  private void ended(ExecutionRun run, ExecutionEnd end) {
    running.remove(run);
    ended.add(new Ended(run, end, states.wallTime()));
    countStates(run);
    String outcome =
        end instanceof ExecutionEnd.Succeeded done
            ? done.output().path("outcome").asText("?")
            : end.details().path("error").asText(end.status());
    lastOutcome = Optional.of(outcome);
    world.reached("outcome " + outcome);
    world.note(
        "execution " + own + " " + run.identity().name(), () -> end.status() + " " + end.details());
    world.time().mix(outcome.hashCode());
  }

  /** An execution that is over; {@code at} by the Region's own clock. */
  record Ended(ExecutionRun run, ExecutionEnd end, Instant at) {}

  List<Ended> ended() {
    return ended;
  }

  List<ExecutionRun> running() {
    return running;
  }

  /** Each state entered, and each catch: a state that is entered right after another's failure. */
  private void countStates(ExecutionRun run) {
    String failed = null;
    String state = null;
    boolean chose = false;
    for (HistoryEvent event : run.history().events()) {
      String type = event.type();
      if (type.endsWith("StateEntered")) {
        String entered = event.details().path("name").asText();
        world.reached("state " + entered);
        if (failed != null) {
          world.reached("catch " + failed + " -> " + entered);
        }
        if (chose) {
          world.reached("choice " + state + " -> " + entered);
        }
        chose = type.equals("ChoiceStateEntered");
        state = entered;
        failed = null;
      } else if (type.equals("TaskFailed") || type.equals("TaskTimedOut")) {
        failed = state;
      } else if (type.equals("TaskScheduled")) {
        failed = null;
      }
    }
  }

  /** How the execution that ended last did. */
  Optional<String> lastOutcome() {
    return lastOutcome;
  }

  /** The actor that everything runs on stands still while its Region is lost. */
  private static final class NeverLost implements RegionState {
    @Override
    public boolean isLost(String region) {
      return false;
    }

    @Override
    public CompletableFuture<Void> whenBack(String region) {
      return CompletableFuture.completedFuture(null);
    }
  }

  /** Both Regions'. */
  static Map<Region, StateMachine> both(World world, Map<Region, Definition> compiled) {
    return Map.of(
        World.EAST, new StateMachine(world, World.EAST, compiled.get(World.EAST)),
        World.OHIO, new StateMachine(world, World.OHIO, compiled.get(World.OHIO)));
  }
}
