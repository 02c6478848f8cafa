package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.stepfunctions.asl.State;
import io.farshore.lab.stepfunctions.asl.StateError;
import io.farshore.lab.stepfunctions.jsonata.Bindings;
import io.farshore.lab.stepfunctions.jsonata.EvaluationFailed;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An inline Map. Its result is the outputs in the items' order; failed iterations that are
 * tolerated are left out.
 */
final class MapRun extends StateRun {

  private final State.Map state;
  private final SortedMap<Integer, BlockRun> running = new TreeMap<>();
  private final SortedMap<Integer, JsonNode> outputs = new TreeMap<>();
  private JsonNode items = JsonNodeFactory.instance.arrayNode();
  private Bindings entry;
  private long startsAfter;
  private int next;
  private int failures;
  private int mostAtOnce;
  private double tolerated;

  MapRun(BlockRun block, State.Map state, JsonNode input) {
    super(block, state, input);
    this.state = state;
  }

  @Override
  void start() {
    running.clear();
    outputs.clear();
    next = 0;
    failures = 0;
    entry = bindings();
    items = state.items().map(field -> field.array(entry)).orElse(input());
    if (!items.isArray()) {
      throw new EvaluationFailed("", "Map state input must be an array but was: " + items);
    }
    mostAtOnce = state.maxConcurrency().map(field -> (int) field.number(entry, 10_000)).orElse(0);
    tolerated = tolerated();
    if (mock().isPresent()) {
      mocked(mock().get());
      return;
    }
    long started =
        block()
            .record(
                "MapStateStarted",
                "mapStateStartedEventDetails",
                JsonNodeFactory.instance.objectNode().put("length", items.size()));
    startsAfter = started;
    startMore();
    endWhenDone();
  }

  private void mocked(Tasks.Answer answer) {
    block().inspect("maxConcurrency", IntNode.valueOf(mostAtOnce));
    state
        .toleratedFailureCount()
        .ifPresent(
            field -> block().inspect("toleratedFailureCount", IntNode.valueOf((int) tolerated)));
    state
        .toleratedFailurePercentage()
        .ifPresent(
            field ->
                block()
                    .inspect(
                        "toleratedFailurePercentage",
                        DoubleNode.valueOf(field.number(entry, 100))));
    int failed = block().run().test().flatMap(test -> test.setup().mapFailures()).orElse(0);
    if (tolerant() && failed > tolerated) {
      fail(thresholdExceeded());
    } else {
      end(answer);
    }
  }

  private static StateError thresholdExceeded() {
    return new StateError(
        StateError.THRESHOLD, "The specified tolerated failure threshold was exceeded");
  }

  private double tolerated() {
    double count =
        state
            .toleratedFailureCount()
            .map(field -> field.number(entry, Integer.MAX_VALUE))
            .orElse(0d);
    double percentage =
        state
            .toleratedFailurePercentage()
            .map(field -> field.number(entry, 100) * items.size() / 100)
            .orElse(0d);
    return Math.max(count, percentage);
  }

  private boolean tolerant() {
    return state.toleratedFailureCount().isPresent()
        || state.toleratedFailurePercentage().isPresent();
  }

  private void startMore() {
    while (next < items.size() && (mostAtOnce == 0 || running.size() < mostAtOnce)) {
      int index = next++;
      startIteration(index);
    }
  }

  private void endWhenDone() {
    if (running.isEmpty() && next == items.size()) {
      ArrayNode result = JsonNodeFactory.instance.arrayNode();
      outputs.values().forEach(result::add);
      block().note("MapStateSucceeded", "", JsonNodeFactory.instance.objectNode());
      succeed(result);
    }
  }

  private void startIteration(int index) {
    ObjectNode item = JsonNodeFactory.instance.objectNode().put("Index", index);
    item.set("Value", items.get(index));
    JsonNode iterationInput =
        state
            .itemSelector()
            .map(
                field ->
                    field.evaluate(variable().bindings(retries(), List.of(), Optional.of(item))))
            .orElse(items.get(index));
    BlockRun iteration =
        new BlockRun(
            block().run(),
            state.processor(),
            Optional.of(block()),
            Optional.of(item),
            end -> iterationEnded(index, end));
    running.put(index, iteration);
    long event =
        block()
            .run()
            .history()
            .add(
                "MapIterationStarted",
                startsAfter,
                "mapIterationStartedEventDetails",
                details(index));
    block()
        .run()
        .turn(
            whileAttempted(
                () -> {
                  if (running.containsKey(index)) {
                    iteration.start(iterationInput, event);
                  }
                }));
  }

  private ObjectNode details(int index) {
    return JsonNodeFactory.instance.objectNode().put("name", state.name()).put("index", index);
  }

  private void iterationEnded(int index, BlockEnd end) {
    BlockRun iteration = running.get(index);
    startsAfter = iteration.lastEvent();
    block().joins(iteration);
    if (end instanceof BlockEnd.Succeeded done) {
      running.remove(index);
      outputs.put(index, done.output());
      block().record("MapIterationSucceeded", "mapIterationSucceededEventDetails", details(index));
      goOn();
    } else if (end instanceof BlockEnd.Failed failed) {
      iterationFailed(index, failed.error());
    }
  }

  private void goOn() {
    whileAttempted(
            () -> {
              startMore();
              endWhenDone();
            })
        .run();
  }

  private void iterationFailed(int index, StateError error) {
    failures++;
    block().note("MapIterationFailed", "mapIterationFailedEventDetails", details(index));
    running.remove(index).abort(block());
    if (tolerant() && failures <= tolerated) {
      goOn();
      return;
    }
    stopInside(true);
    fail(tolerant() ? thresholdExceeded() : error);
  }

  @Override
  void stopInside(boolean recorded) {
    running.forEach(
        (index, iteration) -> {
          if (recorded) {
            block().note("MapIterationAborted", "mapIterationAbortedEventDetails", details(index));
            iteration.abort(block());
          } else {
            iteration.drop();
          }
        });
    running.clear();
  }
}
