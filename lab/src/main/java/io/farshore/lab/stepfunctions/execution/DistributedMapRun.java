package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.stepfunctions.asl.State;
import io.farshore.lab.stepfunctions.asl.StateError;
import io.farshore.lab.stepfunctions.jsonata.Bindings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A distributed Map: a map run whose executions have histories of their own. */
final class DistributedMapRun extends StateRun {

  private final State.Map state;
  private final State.Distribution distribution;
  private Optional<MapRuns.Run> running = Optional.empty();

  DistributedMapRun(
      BlockRun block, State.Map state, State.Distribution distribution, JsonNode input) {
    super(block, state, input);
    this.state = state;
    this.distribution = distribution;
  }

  @Override
  void start() {
    Optional<MapRuns> mapRuns = block().run().environment().mapRuns();
    if (mapRuns.isEmpty()) {
      fail(error(StateError.RUNTIME, "There are no map runs here."));
      return;
    }
    Bindings entry = bindings();
    List<MapItems.Item> items =
        MapItems.of(state.items().map(field -> field.evaluate(entry)).orElse(input()));
    MapRuns.Plan plan = plan(entry, children(entry, items));
    ObjectNode length = JsonNodeFactory.instance.objectNode().put("length", items.size());
    block().record("MapStateStarted", "mapStateStartedEventDetails", length);
    MapRuns.Run run =
        mapRuns
            .get()
            .begin(
                plan,
                block().run().identity(),
                end -> block().run().turn(whileAttempted(() -> ended(end))));
    running = Optional.of(run);
    block()
        .record(
            "MapRunStarted",
            "mapRunStartedEventDetails",
            JsonNodeFactory.instance.objectNode().put("mapRunArn", run.arn()));
    run.start();
  }

  private MapRuns.Plan plan(Bindings entry, List<MapRuns.Child> children) {
    MapRuns.Limits limits =
        new MapRuns.Limits(
            state
                .maxConcurrency()
                .map(field -> (int) field.wholeNumber(entry, 0, Integer.MAX_VALUE))
                .orElse(0),
            state
                .toleratedFailureCount()
                .map(field -> field.wholeNumber(entry, 0, Integer.MAX_VALUE)),
            state.toleratedFailurePercentage().map(field -> field.number(entry, 100)));
    return new MapRuns.Plan(
        state.name(),
        distribution.label(),
        distribution.express(),
        state.processor(),
        children,
        limits);
  }

  private List<MapRuns.Child> children(Bindings entry, List<MapItems.Item> items) {
    List<JsonNode> inputs = new ArrayList<>();
    for (MapItems.Item item : items) {
      inputs.add(
          state
              .itemSelector()
              .map(
                  field ->
                      field.evaluate(
                          variable().bindings(retries(), List.of(), Optional.of(item.context()))))
              .orElse(item.input()));
    }
    return distribution
        .batcher()
        .map(batcher -> Batches.of(batcher, entry, inputs))
        .orElseGet(() -> inputs.stream().map(one -> new MapRuns.Child(one, 1)).toList());
  }

  private void ended(MapRuns.End end) {
    running = Optional.empty();
    ObjectNode none = JsonNodeFactory.instance.objectNode();
    if (end instanceof MapRuns.Succeeded done) {
      long succeeded = block().note("MapRunSucceeded", "", none);
      block().run().history().add("MapStateSucceeded", succeeded, "", none);
      succeed(done.outputs());
    } else if (end instanceof MapRuns.Failed failed) {
      block().record("MapRunFailed", "mapRunFailedEventDetails", failed.error().toDetails());
      fail(failed.error());
    }
  }

  /** Records what became of the map run also where its execution is stopped. */
  @Override
  void stopInside(boolean recorded) {
    Optional<MapRuns.Run> stopped = running;
    running = Optional.empty();
    if (stopped.isPresent()) {
      stopped.get().abort();
      if (block().run().history().hasRoom()) {
        block().note("MapRunAborted", "", JsonNodeFactory.instance.objectNode());
      }
    }
  }
}
