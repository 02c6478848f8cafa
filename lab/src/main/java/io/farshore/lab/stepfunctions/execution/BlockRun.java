package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.stepfunctions.asl.Block;
import io.farshore.lab.stepfunctions.asl.State;
import io.farshore.lab.stepfunctions.asl.StateError;
import java.util.Optional;
import java.util.function.Consumer;

/** A block that runs: one state at a time, its variables, its line of events. */
final class BlockRun {

  private final ExecutionRun run;
  private final Block block;
  private final Scope scope;
  private final Consumer<BlockEnd> onEnd;
  private final Optional<ObjectNode> mapItem;
  private Optional<StateRun> current = Optional.empty();
  private long lastEvent;

  /**
   * A block of {@code parent}, or the whole machine.
   *
   * @param onEnd told once, unless the block is dropped
   */
  BlockRun(ExecutionRun run, Block block, Optional<BlockRun> parent, Consumer<BlockEnd> onEnd) {
    this(run, block, parent, parent.flatMap(p -> p.mapItem), onEnd);
  }

  /** An iteration of a Map. */
  BlockRun(
      ExecutionRun run,
      Block block,
      Optional<BlockRun> parent,
      Optional<ObjectNode> mapItem,
      Consumer<BlockEnd> onEnd) {
    this.run = run;
    this.block = block;
    this.scope = new Scope(parent.map(p -> p.scope));
    run.test().ifPresent(test -> scope.assign(test.setup().variables()));
    this.mapItem = mapItem;
    this.onEnd = onEnd;
  }

  void start(JsonNode input, long previousEvent) {
    lastEvent = previousEvent;
    enter(block.first(), input);
  }

  /** Ends without a word: the execution, or the state around it, has ended. */
  void drop() {
    current.ifPresent(StateRun::drop);
  }

  /**
   * Ends because this block or another one beside it failed; the state that ran is recorded as
   * aborted, on the line of {@code outer}.
   */
  void abort(BlockRun outer) {
    current.ifPresent(state -> state.abort(outer));
    current = Optional.empty();
  }

  long record(String type, String detailsName, ObjectNode details) {
    lastEvent = run.history().add(type, lastEvent, detailsName, details);
    return lastEvent;
  }

  long record(String type) {
    return record(type, "", JsonNodeFactory.instance.objectNode());
  }

  /** Records an event beside the line: what comes next does not follow it. */
  long note(String type, String detailsName, ObjectNode details) {
    return run.history().add(type, lastEvent, detailsName, details);
  }

  /** Records an event that follows {@code previous}, and goes on from there. */
  void recordAfter(long previous, String type, String detailsName, ObjectNode details) {
    lastEvent = run.history().add(type, previous, detailsName, details);
  }

  long lastEvent() {
    return lastEvent;
  }

  /** Goes on the line of events where {@code other} ended. */
  void joins(BlockRun other) {
    lastEvent = other.lastEvent;
  }

  /** Shows a value on its way through a state to whoever looks in. */
  void inspect(String what, JsonNode value) {
    run.test().ifPresent(test -> test.show(what, value));
  }

  ExecutionRun run() {
    return run;
  }

  Scope scope() {
    return scope;
  }

  Optional<ObjectNode> mapItem() {
    return mapItem;
  }

  /** Leaves the current state. */
  void leave(Optional<String> next, JsonNode output) {
    current = Optional.empty();
    if (run.test().isPresent()) {
      run.test().get().left(next, output, scope.variables());
    } else if (next.isPresent()) {
      run.turn(() -> enter(block.states().get(next.get()), output));
    } else {
      onEnd.accept(new BlockEnd.Succeeded(output));
    }
  }

  void fail(StateError error) {
    onEnd.accept(new BlockEnd.Failed(error));
  }

  private void enter(State state, JsonNode input) {
    StateRun entered = runOf(state, input);
    current = Optional.of(entered);
    entered.enter();
  }

  private StateRun runOf(State state, JsonNode input) {
    if (state instanceof State.Task task) {
      return new TaskRun(this, task, input);
    } else if (state instanceof State.Wait wait) {
      return new WaitRun(this, wait, input);
    } else if (state instanceof State.Parallel parallel) {
      return new ParallelRun(this, parallel, input);
    } else if (state instanceof State.Map map) {
      return map.distribution().isPresent()
          ? new DistributedMapRun(this, map, map.distribution().get(), input)
          : new MapRun(this, map, input);
    } else if (state instanceof State.Choice choice) {
      return new ChoiceRun(this, choice, input);
    } else if (state instanceof State.Fail fail) {
      return new FailRun(this, fail, input);
    }
    return new PassRun(this, state, input);
  }
}
