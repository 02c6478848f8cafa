package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.stepfunctions.asl.StateError;
import io.farshore.lab.stepfunctions.asl.StateMachineDefinition;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One execution from its start to its end. Stands still while its Region is lost. Used on the event
 * loop only.
 */
public final class ExecutionRun {

  private static final Logger LOG = LoggerFactory.getLogger(ExecutionRun.class);

  /**
   * What executions run on.
   *
   * @param mapRuns empty where distributed Maps fail
   */
  public record Environment(
      EventLoop loop,
      RandomGenerator random,
      RegionGate gate,
      Tasks tasks,
      TaskTokens tokens,
      Optional<MapRuns> mapRuns) {

    /** An environment without map runs. */
    public Environment(
        EventLoop loop, RandomGenerator random, RegionGate gate, Tasks tasks, TaskTokens tokens) {
      this(loop, random, gate, tasks, tokens, Optional.empty());
    }

    /** The same environment with map runs. */
    public Environment with(MapRuns runs) {
      return new Environment(loop, random, gate, tasks, tokens, Optional.of(runs));
    }
  }

  private final Environment environment;
  private final StateMachineDefinition definition;
  private final ExecutionIdentity identity;
  private final Consumer<ExecutionEnd> onEnd;
  private final History history;
  private final BlockRun root;
  private final Optional<StateTest> test;
  private boolean ended;
  private Optional<EventLoop.Timer> timeLimit = Optional.empty();

  /**
   * An execution that has not started.
   *
   * @param onEnd told once, on the loop
   */
  public ExecutionRun(
      Environment environment,
      StateMachineDefinition definition,
      ExecutionIdentity identity,
      Consumer<ExecutionEnd> onEnd) {
    this(environment, definition, identity, onEnd, Optional.empty());
  }

  /** An execution of one state only, for {@code test}. */
  ExecutionRun(
      Environment environment,
      StateMachineDefinition definition,
      ExecutionIdentity identity,
      Consumer<ExecutionEnd> onEnd,
      Optional<StateTest> test) {
    this.test = test;
    this.environment = environment;
    this.definition = definition;
    this.identity = identity;
    this.onEnd = onEnd;
    this.history = new History(environment.loop());
    this.root = new BlockRun(this, definition.block(), Optional.empty(), this::rootEnded);
  }

  /** Records the start, and takes the first turn soon. */
  public void start() {
    start(identity.input().toString());
  }

  /** The same, with the input's text as it came. */
  public void start(String inputText) {
    ObjectNode details = DataLimit.details("input", inputText);
    details.put("roleArn", identity.roleArn());
    history.add("ExecutionStarted", 0, "executionStartedEventDetails", details);
    timeLimit = definition.timeout().map(limit -> after(limit, this::timedOut));
    turn(() -> root.start(identity.input(), 0));
  }

  /** Ends the execution as {@code StopExecution} does; nothing when it has ended. */
  public void stop(StateError error) {
    end(new ExecutionEnd.Aborted(error));
  }

  /** The events so far. */
  public History history() {
    return history;
  }

  /** Who runs. */
  public ExecutionIdentity identity() {
    return identity;
  }

  /** The test that this is, if it is one. */
  Optional<StateTest> test() {
    return test;
  }

  Environment environment() {
    return environment;
  }

  /** Takes a turn on the loop, once the Region is there, unless the execution has ended. */
  void turn(Runnable task) {
    environment.loop().execute(() -> pass(task));
  }

  /** Takes a turn after a time. */
  EventLoop.Timer after(Duration delay, Runnable task) {
    return environment.loop().after(delay, () -> pass(task));
  }

  private void pass(Runnable task) {
    environment.gate().pass(identity.region(), () -> take(task));
  }

  private void take(Runnable task) {
    if (ended) {
      return;
    }
    try {
      task.run();
    } catch (History.Full e) {
      fail("The execution reached the maximum number of history events (25000).");
    } catch (RuntimeException e) {
      LOG.error("Execution {} broke the interpreter", identity.executionArn(), e);
      fail("The interpreter failed: " + e);
    }
  }

  private void fail(String cause) {
    end(new ExecutionEnd.Failed(new StateError(StateError.RUNTIME, cause)));
  }

  private void timedOut() {
    end(new ExecutionEnd.TimedOut());
  }

  private void rootEnded(BlockEnd end) {
    end(
        end instanceof BlockEnd.Succeeded done
            ? new ExecutionEnd.Succeeded(done.output())
            : new ExecutionEnd.Failed(((BlockEnd.Failed) end).error()));
  }

  private void end(ExecutionEnd end) {
    if (ended) {
      return;
    }
    ended = true;
    timeLimit.ifPresent(EventLoop.Timer::cancel);
    root.drop();
    history.addEnd(
        "Execution" + end.event(),
        end.followsState() ? root.lastEvent() : 0,
        "execution" + end.event() + "EventDetails",
        end.details());
    onEnd.accept(end);
  }
}
