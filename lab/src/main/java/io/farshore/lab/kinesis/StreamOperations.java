package io.farshore.lab.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Streams as a whole: made, described, listed, deleted. */
final class StreamOperations {

  private static final int MAX_SHARDS = 10_000;
  private static final int ON_DEMAND_SHARDS = 4;
  private static final int MAX_CREATING = 5;
  private static final int NAME_LENGTH = 128;
  private static final int TOKEN_LENGTH = 1_048_576;
  private static final int DEFAULT_PAGE = 100;

  private final Streams streams;
  private final AccountLimits limits;

  StreamOperations(Streams streams, AccountLimits limits) {
    this.streams = streams;
    this.limits = limits;
  }

  JsonNode createStream(ApiCall call) {
    Input input = Input.of(call.input());
    String name = input.requiredText("StreamName", NAME_LENGTH, Patterns.STREAM_NAME);
    // Without a mode it is the number of shards that makes a stream a provisioned one.
    boolean onDemand =
        input.has("StreamModeDetails") ? mode(call).equals("ON_DEMAND") : !input.has("ShardCount");
    Optional<Integer> count = input.number("ShardCount", 1, Integer.MAX_VALUE);
    if (onDemand && count.isPresent()) {
      throw Errors.invalid("ShardCount must not be provided for a stream in ON_DEMAND mode.");
    }
    if (!onDemand && count.isEmpty()) {
      throw input.isNull("ShardCount");
    }
    if (input.has("WarmThroughputMiBps")) {
      throw Errors.invalid(
          "WarmThroughputMiBps needs an account with MinimumThroughputBillingCommitment enabled.");
    }
    Map<String, String> tags = Tags.read(call.input().path("Tags"));
    int shards = count.orElse(ON_DEMAND_SHARDS);
    StreamArn arn = new StreamArn(call.region(), name);
    Instant now = streams.now();
    if (streams.find(arn).isEmpty()) {
      limits.admit(call.region(), onDemand, shards);
      admitCreating(call.region());
    }
    StreamSettings settings =
        StreamSettings.initial(
            onDemand, SettingsOperations.maxRecordKiB(input).orElse(1_024), tags);
    DataStream stream = new DataStream(arn, now, settings, streams.store());
    streams.add(stream);
    streams.change(stream, StreamStatus.CREATING, () -> stream.shards().begin(shards, now));
    return Json.object();
  }

  private void admitCreating(String region) {
    long creating =
        streams.in(region).stream().filter(s -> s.status() == StreamStatus.CREATING).count();
    if (creating >= MAX_CREATING) {
      throw Errors.limitExceeded(
          "Only " + MAX_CREATING + " streams can be in the CREATING state at the same time.");
    }
  }

  /** The mode that an input names. */
  static String mode(ApiCall call) {
    return new Input(call.input().path("StreamModeDetails"), "streamModeDetails.")
        .oneOf("StreamMode", List.of("PROVISIONED", "ON_DEMAND"));
  }

  JsonNode deleteStream(ApiCall call) {
    DataStream stream = streams.named(call);
    boolean withConsumers = call.input().path("EnforceConsumerDeletion").asBoolean(false);
    int consumers = stream.consumers().all(streams.now()).size();
    if (consumers > 0 && !withConsumers) {
      throw Errors.inUse(
          Errors.where(stream.arn())
              + " has "
              + consumers
              + " registered consumers. Deregister them, or set EnforceConsumerDeletion.");
    }
    if (stream.status() != StreamStatus.DELETING) {
      streams.delete(stream);
    }
    return Json.object();
  }

  JsonNode describeStream(ApiCall call) {
    Input input = Input.of(call.input());
    DataStream stream = streams.named(call);
    int limit = input.number("Limit", 1, MAX_SHARDS).orElse(DEFAULT_PAGE);
    String after = input.text("ExclusiveStartShardId", NAME_LENGTH, Patterns.SHARD_ID).orElse("");
    List<ShardInfo> shards =
        stream.listShards(streams.now()).stream()
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
    summary.put("OpenShardCount", stream.shards().openCount());
    summary.put("ConsumerCount", stream.consumers().all(streams.now()).size());
    summary.put("MaxRecordSizeInKiB", stream.settings().maxRecordKiB());
    return Json.object().set("StreamDescriptionSummary", summary);
  }

  JsonNode listStreams(ApiCall call) {
    Input input = Input.of(call.input());
    int limit = input.number("Limit", 1, MAX_SHARDS).orElse(DEFAULT_PAGE);
    Instant now = streams.now();
    String token =
        input
            .text("NextToken", TOKEN_LENGTH, Patterns.ANY)
            .map(text -> PageToken.parse(text, "streams", now).afterName())
            .orElse("");
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
      String last = page.get(page.size() - 1).arn().name();
      answer.put("NextToken", new PageToken("streams", last, now).toString());
    }
    return answer;
  }

  JsonNode describeLimits(ApiCall call) {
    ObjectNode answer = Json.object();
    answer.put("ShardLimit", AccountLimits.shardLimit(call.region()));
    answer.put("OpenShardCount", limits.openShards(call.region()));
    answer.put("OnDemandStreamCount", limits.onDemandStreams(call.region()));
    answer.put("OnDemandStreamCountLimit", AccountLimits.ON_DEMAND_STREAMS);
    return answer;
  }

  /** The account never commits itself to a throughput: that is a matter of bills. */
  JsonNode describeAccountSettings(ApiCall call) {
    ObjectNode answer = Json.object();
    answer.putObject("MinimumThroughputBillingCommitment").put("Status", "DISABLED");
    return answer;
  }
}
