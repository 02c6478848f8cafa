package io.farshore.lab.lambda.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import software.amazon.event.ruler.Machine;

/**
 * Lets those records of a Kinesis stream pass that match one of the patterns. Data that is not JSON
 * can be matched by the other members only: a pattern with {@code data} drops it. Immutable.
 */
public final class RecordFilter {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DATA = "data";

  private final Machine machine;
  private final boolean all;

  private RecordFilter(Machine machine, boolean all) {
    this.machine = machine;
    this.all = all;
  }

  /**
   * Compiles patterns.
   *
   * @param patterns none lets all records pass
   * @throws IllegalArgumentException when one is no pattern
   */
  public static RecordFilter of(List<String> patterns) {
    Machine machine = Machine.builder().build();
    try {
      for (String pattern : patterns) {
        JsonNode tree = JSON.readTree(pattern);
        if (!tree.isObject() || (tree.has(DATA) && tree.get(DATA).isTextual())) {
          throw new IllegalArgumentException("A pattern is a JSON object");
        }
        machine.addRule("rule", pattern);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("Not a pattern", e);
    }
    return new RecordFilter(machine, patterns.isEmpty());
  }

  boolean passes(StreamSource.Record record) {
    if (all) {
      return true;
    }
    ObjectNode event = JSON.createObjectNode();
    event.put("kinesisSchemaVersion", "1.0");
    event.put("partitionKey", record.partitionKey());
    event.put("sequenceNumber", record.sequenceNumber());
    event.put("approximateArrivalTimestamp", new BigDecimal(KinesisEvent.arrival(record)));
    JsonNode data = data(record.data());
    if (data != null) {
      event.set(DATA, data);
    }
    try {
      return !machine.rulesForJSONEvent(event.toString()).isEmpty();
    } catch (Exception e) {
      throw new IllegalStateException("A record cannot be matched", e);
    }
  }

  private static JsonNode data(byte[] bytes) {
    try {
      JsonNode tree = JSON.readTree(bytes);
      return tree.isContainerNode() ? tree : null;
    } catch (IOException e) {
      return null;
    }
  }
}
