package io.farshore.lab.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** All of a stream but its records, as JSON. Instants are epoch milliseconds. */
final class StreamDocument {

  private StreamDocument() {}

  static ObjectNode write(DataStream stream) {
    StreamSettings settings = stream.settings();
    ObjectNode json = Json.object();
    json.put("createdAt", stream.createdAt().toEpochMilli());
    json.put("onDemand", settings.onDemand());
    json.put("retentionHours", settings.retention().toHours());
    settings.encryptionKey().ifPresent(key -> json.put("encryptionKey", key));
    settings.shardMetrics().forEach(json.putArray("shardMetrics")::add);
    json.put("maxRecordKiB", settings.maxRecordKiB());
    settings.policy().ifPresent(policy -> json.put("policy", policy));
    settings.tags().forEach(json.putObject("tags")::put);
    json.put("nextShard", stream.shards().nextIndex());
    ArrayNode shards = json.putArray("shards");
    stream.shards().all().forEach(shard -> shards.add(shard(shard)));
    ArrayNode consumers = json.putArray("consumers");
    stream.consumers().all(Instant.MIN).forEach(consumer -> consumers.add(consumer(consumer)));
    return json;
  }

  private static ObjectNode shard(Shard shard) {
    ShardInfo info = shard.info();
    ObjectNode json = Json.object();
    json.put("index", shard.index());
    info.parentShardIds().forEach(json.putArray("parents")::add);
    json.put("start", info.startingHashKey().toString());
    json.put("end", info.endingHashKey().toString());
    json.put("createdAt", info.createdAt().toEpochMilli());
    json.put("bornAt", shard.bornAt());
    info.endingSequenceNumber().ifPresent(number -> json.put("lastNumber", number));
    info.closedAt().ifPresent(at -> json.put("closedAt", at.toEpochMilli()));
    return json;
  }

  private static ObjectNode consumer(Consumer consumer) {
    ObjectNode json = Json.object();
    json.put("name", consumer.arn().name());
    json.put("registeredAt", consumer.arn().registeredAt());
    json.put("activeAt", consumer.activeAt().toEpochMilli());
    if (!consumer.goneAt().equals(Instant.MAX)) {
      json.put("goneAt", consumer.goneAt().toEpochMilli());
    }
    consumer.tags().forEach(json.putObject("tags")::put);
    return json;
  }

  /** The stream without its records. */
  static DataStream read(StreamArn arn, JsonNode json, StreamStore store) {
    DataStream stream = new DataStream(arn, instant(json, "createdAt"), settings(json), store);
    json.path("shards").forEach(shard -> restore(stream.shards(), shard));
    stream.shards().skipTo(json.path("nextShard").asInt());
    json.path("consumers").forEach(consumer -> stream.consumers().put(consumer(arn, consumer)));
    stream.restored();
    return stream;
  }

  private static StreamSettings settings(JsonNode json) {
    Set<String> metrics = new TreeSet<>();
    json.path("shardMetrics").forEach(metric -> metrics.add(metric.asText()));
    return new StreamSettings(
        json.path("onDemand").asBoolean(),
        Duration.ofHours(json.path("retentionHours").asLong()),
        Optional.ofNullable(json.path("encryptionKey").textValue()),
        metrics,
        json.path("maxRecordKiB").asInt(),
        Optional.ofNullable(json.path("policy").textValue()),
        Tags.read(json.path("tags")));
  }

  private static void restore(Shards shards, JsonNode json) {
    List<String> parents = new ArrayList<>();
    json.path("parents").forEach(parent -> parents.add(parent.asText()));
    HashRange range =
        new HashRange(
            new BigInteger(json.path("start").asText()), new BigInteger(json.path("end").asText()));
    ShardOrigin origin =
        new ShardOrigin(json.path("index").asInt(), parents, range, instant(json, "createdAt"));
    boolean isOpen = !json.has("closedAt");
    Shard shard = shards.restore(origin, json.path("bornAt").asLong(), isOpen);
    if (!isOpen) {
      shard.restoreClosed(json.path("lastNumber").asText(), instant(json, "closedAt"));
    }
  }

  private static Consumer consumer(StreamArn arn, JsonNode json) {
    return new Consumer(
        new ConsumerArn(arn, json.path("name").asText(), json.path("registeredAt").asLong()),
        instant(json, "activeAt"),
        json.has("goneAt") ? instant(json, "goneAt") : Instant.MAX,
        Tags.read(json.path("tags")));
  }

  private static Instant instant(JsonNode json, String member) {
    return Instant.ofEpochMilli(json.path(member).asLong());
  }
}
