package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.stepfunctions.asl.State;
import io.farshore.lab.stepfunctions.jsonata.Bindings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts items together by number and by size; an item that is too large by itself stays alone. */
final class Batches {

  private static final int MOST_ITEMS = 100_000_000;
  private static final int MOST_BYTES = 256 * 1024;

  private final long mostItems;
  private final long mostBytes;
  private final Optional<JsonNode> batchInput;
  private final long frame;
  private final List<MapRuns.Child> batches = new ArrayList<>();
  private ArrayNode items = JsonNodeFactory.instance.arrayNode();
  private long bytes;

  private Batches(State.Batcher batcher, Bindings bindings) {
    mostItems =
        batcher
            .maxItemsPerBatch()
            .map(field -> field.wholeNumber(bindings, 1, MOST_ITEMS))
            .orElse((long) MOST_ITEMS);
    mostBytes =
        batcher
            .maxInputBytesPerBatch()
            .map(field -> field.wholeNumber(bindings, 1, MOST_BYTES))
            .orElse((long) MOST_BYTES);
    batchInput = batcher.batchInput().map(field -> field.evaluate(bindings));
    frame = size(input());
    bytes = frame;
  }

  static List<MapRuns.Child> of(State.Batcher batcher, Bindings bindings, List<JsonNode> inputs) {
    Batches batches = new Batches(batcher, bindings);
    inputs.forEach(batches::add);
    batches.close();
    return batches.batches;
  }

  private void add(JsonNode item) {
    long more = size(item) + (items.isEmpty() ? 0 : 1);
    if (items.size() >= mostItems || bytes + more > mostBytes) {
      close();
      more = size(item);
    }
    items.add(item);
    bytes += more;
  }

  private void close() {
    if (!items.isEmpty()) {
      batches.add(new MapRuns.Child(input(), items.size()));
      items = JsonNodeFactory.instance.arrayNode();
      bytes = frame;
    }
  }

  private ObjectNode input() {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    batchInput.ifPresent(common -> input.set("BatchInput", common));
    input.set("Items", items);
    return input;
  }

  private static long size(JsonNode value) {
    return value.toString().getBytes(StandardCharsets.UTF_8).length;
  }
}
