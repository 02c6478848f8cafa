package io.farshore.lab.kinesis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** The shapes of answers. */
final class Json {

  private static final int MILLIS_DIGITS = 3;

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Epoch seconds with milliseconds behind the point. */
  static BigDecimal seconds(Instant instant) {
    return BigDecimal.valueOf(instant.toEpochMilli(), MILLIS_DIGITS);
  }

  static ObjectNode shard(ShardInfo shard) {
    ObjectNode json = object();
    json.put("ShardId", shard.shardId());
    List<String> parents = shard.parentShardIds();
    if (!parents.isEmpty()) {
      json.put("ParentShardId", parents.get(0));
    }
    if (parents.size() > 1) {
      json.put("AdjacentParentShardId", parents.get(1));
    }
    json.set("HashKeyRange", hashKeyRange(shard));
    ObjectNode numbers = json.putObject("SequenceNumberRange");
    numbers.put("StartingSequenceNumber", shard.startingSequenceNumber());
    shard.endingSequenceNumber().ifPresent(n -> numbers.put("EndingSequenceNumber", n));
    return json;
  }

  /** The children of a shard, as readers see them at its end. */
  static ArrayNode childShards(DataStream stream, String shardId, Instant now) {
    ArrayNode children = JsonNodeFactory.instance.arrayNode();
    stream.listShards(now).stream()
        .filter(child -> child.parentShardIds().contains(shardId))
        .forEach(child -> children.add(childShard(child)));
    return children;
  }

  private static ObjectNode childShard(ShardInfo shard) {
    ObjectNode json = object();
    json.put("ShardId", shard.shardId());
    shard.parentShardIds().forEach(json.putArray("ParentShards")::add);
    json.set("HashKeyRange", hashKeyRange(shard));
    return json;
  }

  static ObjectNode entry(StoredRecord entry, DataStream stream) {
    ObjectNode json = object();
    json.put("SequenceNumber", entry.sequenceNumber());
    json.put("ApproximateArrivalTimestamp", seconds(entry.approximateArrivalTimestamp()));
    json.put("Data", entry.data());
    json.put("PartitionKey", entry.partitionKey());
    stream.settings().encryptionKey().ifPresent(key -> json.put("EncryptionType", "KMS"));
    return json;
  }

  /** What DescribeStream and DescribeStreamSummary have in common. */
  static ObjectNode description(DataStream stream) {
    ObjectNode json = object();
    json.put("StreamName", stream.arn().name());
    json.put("StreamARN", stream.arn().toString());
    json.put("StreamStatus", stream.status().name());
    json.putObject("StreamModeDetails").put("StreamMode", stream.settings().mode());
    json.put("RetentionPeriodHours", stream.settings().retention().toHours());
    json.put("StreamCreationTimestamp", seconds(stream.createdAt()));
    ArrayNode monitoring = json.putArray("EnhancedMonitoring");
    ArrayNode metrics = monitoring.addObject().putArray("ShardLevelMetrics");
    stream.settings().shardMetrics().forEach(metrics::add);
    json.put("EncryptionType", stream.settings().encryptionKey().isPresent() ? "KMS" : "NONE");
    stream.settings().encryptionKey().ifPresent(key -> json.put("KeyId", key));
    return json;
  }

  /** A stream as ListStreams shows it. */
  static ObjectNode summary(DataStream stream) {
    ObjectNode json = object();
    json.put("StreamName", stream.arn().name());
    json.put("StreamARN", stream.arn().toString());
    json.put("StreamStatus", stream.status().name());
    json.putObject("StreamModeDetails").put("StreamMode", stream.settings().mode());
    json.put("StreamCreationTimestamp", seconds(stream.createdAt()));
    return json;
  }

  private static ObjectNode hashKeyRange(ShardInfo shard) {
    ObjectNode json = object();
    json.put("StartingHashKey", shard.startingHashKey().toString());
    json.put("EndingHashKey", shard.endingHashKey().toString());
    return json;
  }
}
