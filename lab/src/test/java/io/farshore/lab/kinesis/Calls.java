package io.farshore.lab.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.faults.RecordFaults;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.StreamSupport;

/** Calls of a Kinesis within the JVM, on one stream. */
final class Calls {

  static final StreamArn ORDERS = new StreamArn("us-east-1", "orders");

  final KinesisService kinesis;

  Calls(Clock clock, RecordFaults faults, boolean shardLimits, int shards) {
    kinesis = new KinesisService(clock, faults, shardLimits);
    call("CreateStream", "StreamName", "orders", "ShardCount", shards);
  }

  /** Calls with members by name; throws what AWS would answer as an error. */
  JsonNode call(String operation, Object... members) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < members.length; i += 2) {
      input.set((String) members[i], node(members[i + 1]));
    }
    Caller caller = Caller.outside("test");
    try {
      return kinesis
          .call(new ApiCall(caller, "us-east-1", "kinesis", operation, input, "id"))
          .join();
    } catch (CompletionException e) {
      throw (AwsError) e.getCause();
    }
  }

  JsonNode onStream(String operation, Object... members) {
    Object[] more = new Object[members.length + 2];
    more[0] = "StreamName";
    more[1] = "orders";
    System.arraycopy(members, 0, more, 2, members.length);
    return call(operation, more);
  }

  JsonNode put(String key, String hashKey) {
    byte[] data = key.getBytes(StandardCharsets.UTF_8);
    return onStream("PutRecord", "PartitionKey", key, "ExplicitHashKey", hashKey, "Data", data);
  }

  String iterator(String shardId, String type, Object... members) {
    Object[] more = new Object[members.length + 4];
    more[0] = "ShardId";
    more[1] = shardId;
    more[2] = "ShardIteratorType";
    more[3] = type;
    System.arraycopy(members, 0, more, 4, members.length);
    return onStream("GetShardIterator", more).get("ShardIterator").asText();
  }

  JsonNode read(String iterator) {
    return call("GetRecords", "ShardIterator", iterator);
  }

  static List<String> keys(JsonNode answer) {
    return texts(answer.get("Records"), "PartitionKey");
  }

  static List<String> texts(JsonNode list, String member) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(each -> each.path(member).asText())
        .toList();
  }

  private static JsonNode node(Object value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (value instanceof JsonNode node) {
      return node;
    }
    if (value instanceof byte[] bytes) {
      return nodes.binaryNode(bytes);
    }
    return value instanceof Integer number
        ? nodes.numberNode(number)
        : nodes.textNode(value.toString());
  }
}
