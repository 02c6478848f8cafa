package io.farshore.lab.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Streams as a whole: made, described, listed, deleted; retention, tags, encryption. */
final class StreamOperations {

  private static final int MAX_SHARDS = 10_000;
  private static final int ON_DEMAND_SHARDS = 4;
  private static final int NAME_LENGTH = 128;
  private static final int KEY_LENGTH = 2_048;
  private static final int DEFAULT_HOURS = 24;
  private static final int MAX_HOURS = 8_760;
  private static final int DEFAULT_PAGE = 100;

  private final Streams streams;
  private final Clock clock;

  StreamOperations(Streams streams, Clock clock) {
    this.streams = streams;
    this.clock = clock;
  }

  JsonNode createStream(ApiCall call) {
    Input input = Input.of(call.input());
    String name = input.requiredText("StreamName", NAME_LENGTH, Patterns.STREAM_NAME);
    boolean onDemand =
        "ON_DEMAND".equals(call.input().path("StreamModeDetails").path("StreamMode").asText());
    Optional<Integer> count = input.number("ShardCount", 1, MAX_SHARDS);
    if (onDemand && count.isPresent()) {
      throw Errors.invalid("ShardCount must not be provided for a stream in ON_DEMAND mode.");
    }
    if (!onDemand && count.isEmpty()) {
      throw input.isNull("ShardCount");
    }
    DataStream stream =
        new DataStream(
            new StreamArn(call.region(), name),
            count.orElse(ON_DEMAND_SHARDS),
            onDemand,
            clock.instant());
    tag(stream, call.input().path("Tags"));
    streams.add(stream);
    streams.announce(stream.arn());
    return Json.object();
  }

  JsonNode deleteStream(ApiCall call) {
    streams.remove(streams.named(call).arn());
    return Json.object();
  }

  JsonNode describeStream(ApiCall call) {
    Input input = Input.of(call.input());
    DataStream stream = streams.named(call);
    int limit = input.number("Limit", 1, MAX_SHARDS).orElse(DEFAULT_PAGE);
    String after = input.text("ExclusiveStartShardId", NAME_LENGTH, Patterns.SHARD_ID).orElse("");
    List<ShardInfo> shards =
        stream.listShards(clock.instant()).stream()
            .filter(shard -> shard.shardId().compareTo(after) > 0)
            .toList();
    ObjectNode description = Json.description(stream);
    ArrayNode page = description.putArray("Shards");
    shards.stream().limit(limit).map(Json::shard).forEach(page::add);
    description.put("HasMoreShards", shards.size() > limit);
    return Json.object().set("StreamDescription", description);
  }

  JsonNode describeStreamSummary(ApiCall call) {
    DataStream stream = streams.named(call);
    ObjectNode summary = Json.description(stream);
    summary.put("OpenShardCount", stream.openShards().size());
    summary.put("ConsumerCount", 0);
    return Json.object().set("StreamDescriptionSummary", summary);
  }

  JsonNode listStreams(ApiCall call) {
    Input input = Input.of(call.input());
    int limit = input.number("Limit", 1, MAX_SHARDS).orElse(DEFAULT_PAGE);
    String token = input.text("NextToken", KEY_LENGTH, Patterns.ANY).orElse("");
    String after =
        input.text("ExclusiveStartStreamName", NAME_LENGTH, Patterns.STREAM_NAME).orElse(token);
    List<DataStream> found =
        streams.in(call.region()).stream()
            .filter(stream -> stream.arn().name().compareTo(after) > 0)
            .toList();
    List<DataStream> page = found.stream().limit(limit).toList();
    ObjectNode answer = Json.object();
    ArrayNode names = answer.putArray("StreamNames");
    ArrayNode summaries = answer.putArray("StreamSummaries");
    for (DataStream stream : page) {
      names.add(stream.arn().name());
      summaries.add(Json.summary(stream));
    }
    answer.put("HasMoreStreams", found.size() > limit);
    if (found.size() > limit) {
      answer.put("NextToken", page.get(page.size() - 1).arn().name());
    }
    return answer;
  }

  JsonNode increaseRetention(ApiCall call) {
    DataStream stream = streams.named(call);
    int hours = hours(call);
    if (hours < stream.retention().toHours()) {
      throw Errors.invalid(
          "Requested retention period ("
              + hours
              + " hours) for the stream can not be shorter than existing retention period ("
              + stream.retention().toHours()
              + " hours). Use DecreaseRetentionPeriod API.");
    }
    stream.retention(Duration.ofHours(hours));
    return Json.object();
  }

  JsonNode decreaseRetention(ApiCall call) {
    DataStream stream = streams.named(call);
    int hours = hours(call);
    if (hours > stream.retention().toHours()) {
      throw Errors.invalid(
          "Requested retention period ("
              + hours
              + " hours) for the stream can not be longer than existing retention period ("
              + stream.retention().toHours()
              + " hours). Use IncreaseRetentionPeriod API.");
    }
    stream.retention(Duration.ofHours(hours));
    return Json.object();
  }

  JsonNode addTags(ApiCall call) {
    tag(streams.named(call), call.input().path("Tags"));
    return Json.object();
  }

  JsonNode listTags(ApiCall call) {
    ObjectNode answer = Json.object();
    ArrayNode tags = answer.putArray("Tags");
    streams.named(call).tags().forEach((k, v) -> tags.addObject().put("Key", k).put("Value", v));
    answer.put("HasMoreTags", false);
    return answer;
  }

  JsonNode startEncryption(ApiCall call) {
    Input input = Input.of(call.input());
    input.oneOf("EncryptionType", List.of("KMS"));
    String key = input.requiredText("KeyId", KEY_LENGTH, Patterns.ANY);
    streams.named(call).encryptionKey(Optional.of(key));
    return Json.object();
  }

  JsonNode stopEncryption(ApiCall call) {
    streams.named(call).encryptionKey(Optional.empty());
    return Json.object();
  }

  private static int hours(ApiCall call) {
    int hours =
        Input.of(call.input())
            .requiredNumber("RetentionPeriodHours", Integer.MIN_VALUE, Integer.MAX_VALUE);
    if (hours < DEFAULT_HOURS) {
      throw Errors.invalid("Minimum allowed retention period is " + DEFAULT_HOURS + " hours.");
    }
    if (hours > MAX_HOURS) {
      throw Errors.invalid("Maximum allowed retention period is " + MAX_HOURS + " hours.");
    }
    return hours;
  }

  private static void tag(DataStream stream, JsonNode tags) {
    tags.properties().forEach(tag -> stream.tags().put(tag.getKey(), tag.getValue().asText()));
  }
}
