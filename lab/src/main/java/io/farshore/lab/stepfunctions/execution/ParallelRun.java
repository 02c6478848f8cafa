package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.lab.stepfunctions.asl.Block;
import io.farshore.lab.stepfunctions.asl.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Parallel: its result is the branches' outputs in their order; the first error ends it. */
final class ParallelRun extends StateRun {

  private final State.Parallel state;
  private final List<BlockRun> branches = new ArrayList<>();
  private final Map<Integer, JsonNode> outputs = new HashMap<>();

  ParallelRun(BlockRun block, State.Parallel state, JsonNode input) {
    super(block, state, input);
    this.state = state;
  }

  @Override
  void start() {
    branches.clear();
    outputs.clear();
    JsonNode branchInput =
        state.arguments().map(field -> field.evaluate(bindings())).orElse(input());
    if (mock().isPresent()) {
      end(mock().get());
      return;
    }
    long started = block().record("ParallelStateStarted");
    for (Block branch : state.branches()) {
      int index = branches.size();
      BlockRun branchRun =
          new BlockRun(block().run(), branch, Optional.of(block()), end -> branchEnded(index, end));
      branches.add(branchRun);
      block().run().turn(whileAttempted(() -> branchRun.start(branchInput, started)));
    }
  }

  private void branchEnded(int index, BlockEnd end) {
    block().joins(branches.get(index));
    if (end instanceof BlockEnd.Succeeded done) {
      branchSucceeded(index, done.output());
    } else if (end instanceof BlockEnd.Failed failed) {
      stopInside(true);
      fail(failed.error());
    }
  }

  private void branchSucceeded(int index, JsonNode output) {
    outputs.put(index, output);
    if (outputs.size() < branches.size()) {
      return;
    }
    ArrayNode result = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < branches.size(); i++) {
      result.add(outputs.get(i));
    }
    block().note("ParallelStateSucceeded", "", JsonNodeFactory.instance.objectNode());
    whileAttempted(() -> succeed(result)).run();
  }

  @Override
  void stopInside(boolean recorded) {
    for (BlockRun branch : branches) {
      if (recorded) {
        branch.abort(block());
      } else {
        branch.drop();
      }
    }
  }
}
