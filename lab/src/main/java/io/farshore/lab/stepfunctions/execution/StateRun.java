package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.stepfunctions.asl.Catcher;
import io.farshore.lab.stepfunctions.asl.Retrier;
import io.farshore.lab.stepfunctions.asl.State;
import io.farshore.lab.stepfunctions.asl.StateError;
import io.farshore.lab.stepfunctions.jsonata.Bindings;
import io.farshore.lab.stepfunctions.jsonata.EvaluationFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One visit of a state, with its retries. */
abstract class StateRun {

  /** The other types end within their turn, and AWS has no such event for them. */
  private static final Set<String> ABORTABLE = Set.of("Task", "Wait", "Parallel", "Map");

  /** What has an event of its own for its failure. */
  private static final Set<String> CONTAINERS = Set.of("Parallel", "Map");

  private final BlockRun block;
  private final State state;
  private final JsonNode input;
  private final int[] retriesByRule;
  private final List<EventLoop.Timer> timers = new ArrayList<>();
  private StatesVariable variable;
  private long cameFrom;
  private int retries;
  private int attempt;
  private boolean failed;

  StateRun(BlockRun block, State state, JsonNode input) {
    this.block = block;
    this.state = state;
    this.input = input;
    this.retriesByRule = new int[state.common().retriers().size()];
    block
        .run()
        .test()
        .ifPresent(
            test -> {
              retries = test.setup().retrierRetryCount();
              Arrays.fill(retriesByRule, retries);
            });
  }

  /** Starts an attempt. What it throws as {@link EvaluationFailed} fails the state. */
  abstract void start();

  /** Ends whatever runs inside, recording it as aborted when {@code recorded}. */
  void stopInside(boolean recorded) {}

  final void enter() {
    ObjectNode details = DataLimit.details("input", input.toString());
    details.put("name", state.name());
    cameFrom = block.lastEvent();
    long event =
        block.record(state.common().type() + "StateEntered", "stateEnteredEventDetails", details);
    variable = new StatesVariable(block, state, input, event);
    block.inspect("input", input);
    if (DataLimit.exceeds(input)) {
      fail(DataLimit.error(state.name()));
    } else {
      attempt();
    }
  }

  private void attempt() {
    attempting(this::start);
  }

  private void attempting(Runnable work) {
    try {
      work.run();
    } catch (EvaluationFailed e) {
      fail(evaluationFailed(e));
    }
  }

  private StateError evaluationFailed(EvaluationFailed failure) {
    StateError error = error(StateError.QUERY_EVALUATION, failure.getMessage());
    boolean first = block.lastEvent() == variable.enteredEvent();
    block.recordAfter(
        first && evaluatesOnEntry() ? cameFrom : block.lastEvent(),
        "EvaluationFailed",
        "evaluationFailedEventDetails",
        evaluationDetails(failure, error));
    return error;
  }

  private ObjectNode evaluationDetails(EvaluationFailed failure, StateError error) {
    ObjectNode details = error.toDetails();
    if (!failure.location().isEmpty()) {
      details.put("location", failure.location());
    }
    return details.put("state", state.name());
  }

  /** An error in AWS's words for what went wrong within a state. */
  final StateError error(String name, String what) {
    return new StateError(
        name,
        "An error occurred while executing the state '%s' (entered at the event id #%d). %s"
            .formatted(state.name(), variable.enteredEvent(), what));
  }

  /** The answer that a test takes for granted. */
  final Optional<Tasks.Answer> mock() {
    return block.run().test().flatMap(test -> test.setup().mock());
  }

  /** Ends with a test's answer instead of what the state would have done. */
  final void end(Tasks.Answer mock) {
    if (mock instanceof Tasks.Failed failed) {
      fail(failed.error());
    } else if (mock instanceof Tasks.Succeeded done) {
      succeed(done.result());
    }
  }

  /** Runs in a later turn, unless this attempt has ended by then. */
  final Runnable whileAttempted(Runnable task) {
    int current = attempt;
    return () -> {
      if (current == attempt) {
        attempting(task);
      }
    };
  }

  final EventLoop.Timer after(Duration delay, Runnable task) {
    EventLoop.Timer timer = block.run().after(delay, whileAttempted(task));
    timers.add(timer);
    return timer;
  }

  final Bindings bindings() {
    return variable.bindings(retries, List.of());
  }

  final BlockRun block() {
    return block;
  }

  final JsonNode input() {
    return input;
  }

  final StatesVariable variable() {
    return variable;
  }

  final int retries() {
    return retries;
  }

  /** Ends well, by the state's own output, assignments and way. */
  final void succeed(JsonNode result) {
    finish(
        state.common().outcome(),
        state.common().next(),
        result,
        variable.bindings(retries, List.of(new StatesVariable.Member("result", result))));
  }

  /** Leaves the state by {@code outcome} and {@code next}. */
  final void finish(
      State.Outcome outcome, Optional<String> next, JsonNode ordinary, Bindings bindings) {
    Optional<JsonNode> assigned = outcome.assign().map(field -> field.evaluate(bindings));
    JsonNode output = outcome.output().map(field -> field.evaluate(bindings)).orElse(ordinary);
    String text = output.toString();
    if (DataLimit.exceeds(text) || assigned.filter(DataLimit::exceeds).isPresent()) {
      end();
      block.fail(DataLimit.error(state.name()));
      return;
    }
    end();
    ObjectNode details = DataLimit.details("output", text);
    details.put("name", state.name());
    assigned
        .filter(variables -> !variables.isEmpty())
        .ifPresent(variables -> recordAssigned(variables, details));
    assigned.ifPresent(block.scope()::assign);
    block.record(state.common().type() + "StateExited", "stateExitedEventDetails", details);
    block.leave(next, output);
  }

  private static void recordAssigned(JsonNode variables, ObjectNode details) {
    ObjectNode texts = details.putObject("assignedVariables");
    variables.properties().forEach(e -> texts.put(e.getKey(), e.getValue().toString()));
    details.putObject("assignedVariablesDetails").put("truncated", false);
  }

  /** Ends the attempt with an error: retried, caught, or the end of the block. */
  final void fail(StateError error) {
    end();
    if (retry(error)) {
      return;
    }
    failed = true;
    if (CONTAINERS.contains(state.common().type())) {
      block.record(state.common().type() + "StateFailed");
    }
    if (!caught(error)) {
      block.fail(error);
    }
  }

  /** True where expressions are evaluated together with the entry, as one step. */
  boolean evaluatesOnEntry() {
    return true;
  }

  private boolean retry(StateError error) {
    List<Retrier> retriers = state.common().retriers();
    for (int i = 0; i < retriers.size(); i++) {
      Retrier retrier = retriers.get(i);
      if (error.matches(retrier.errorEquals())) {
        if (retriesByRule[i] >= retrier.maxAttempts()) {
          int exhausted = i;
          block.run().test().ifPresent(test -> test.exhausted(exhausted));
          return false;
        }
        Duration delay = retrier.delay(retriesByRule[i], block.run().environment().random());
        if (block.run().test().isPresent()) {
          block.run().test().get().retriable(error, i, delay);
          return true;
        }
        retriesByRule[i]++;
        retries++;
        after(delay, this::start);
        return true;
      }
    }
    return false;
  }

  private boolean caught(StateError error) {
    List<Catcher> catchers = state.common().catchers();
    for (int i = 0; i < catchers.size(); i++) {
      Catcher catcher = catchers.get(i);
      if (error.matches(catcher.errorEquals())) {
        int index = i;
        block.run().test().ifPresent(test -> test.caught(error, index));
        goTo(catcher, error.toOutput());
        return true;
      }
    }
    return false;
  }

  private void goTo(Catcher catcher, ObjectNode errorOutput) {
    try {
      finish(
          catcher.outcome(),
          Optional.of(catcher.next()),
          errorOutput,
          variable.bindings(
              retries, List.of(new StatesVariable.Member("errorOutput", errorOutput))));
    } catch (EvaluationFailed e) {
      block.fail(evaluationFailed(e));
    }
  }

  final void drop() {
    end();
    stopInside(false);
  }

  final void abort(BlockRun outer) {
    end();
    stopInside(true);
    String type = state.common().type();
    if (ABORTABLE.contains(type) && !(failed && CONTAINERS.contains(type))) {
      outer.note(type + "StateAborted", "", JsonNodeFactory.instance.objectNode());
    }
  }

  /** No timer and no answer of this attempt counts any more. */
  private void end() {
    attempt++;
    timers.forEach(EventLoop.Timer::cancel);
    timers.clear();
    attemptEnded();
  }

  /** Called at the end of each attempt, however it ends. */
  void attemptEnded() {}
}
