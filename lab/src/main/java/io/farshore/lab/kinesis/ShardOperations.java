package io.farshore.lab.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Shards: listed, split, merged. */
final class ShardOperations {

  private static final int SHARD_ID_LENGTH = 128;
  private static final int HASH_KEY_LENGTH = 39;
  private static final int TOKEN_LENGTH = 1_048_576;
  private static final int MAX_PAGE = 10_000;
  private static final int DEFAULT_PAGE = 1_000;

  private final Streams streams;
  private final AccountLimits limits;

  ShardOperations(Streams streams, AccountLimits limits) {
    this.streams = streams;
    this.limits = limits;
  }

  JsonNode listShards(ApiCall call) {
    Input input = Input.of(call.input());
    int limit = input.number("MaxResults", 1, MAX_PAGE).orElse(DEFAULT_PAGE);
    Instant now = streams.now();
    ListToken token = token(call, input, now);
    DataStream stream = streams.get(token.stream());
    if (!stream.isReadable()) {
      throw Errors.notActive(stream.arn(), stream.status());
    }
    Instant horizon = now.minus(stream.settings().retention());
    Predicate<ShardInfo> wanted =
        ShardFilter.of(token.filter(), horizon, stream.createdAt())
            .and(ShardFilter.after(token.afterShardId()));
    List<ShardInfo> found = stream.listShards(now).stream().filter(wanted).toList();
    ObjectNode answer = Json.object();
    ArrayNode page = answer.putArray("Shards");
    found.stream().limit(limit).map(Json::shard).forEach(page::add);
    if (found.size() > limit) {
      answer.put("NextToken", token.next(found.get(limit - 1).shardId(), now).toString());
    }
    return answer;
  }

  private ListToken token(ApiCall call, Input input, Instant now) {
    Optional<String> text = input.text("NextToken", TOKEN_LENGTH, Patterns.ANY);
    if (text.isPresent()) {
      for (String other :
          List.of("StreamName", "StreamARN", "StreamCreationTimestamp", "ExclusiveStartShardId")) {
        if (input.has(other)) {
          String shown = other.equals("StreamARN") ? "StreamName" : other;
          throw Errors.invalid("NextToken and " + shown + " cannot be provided together.");
        }
      }
      return ListToken.parse(text.get(), now);
    }
    String after =
        input.text("ExclusiveStartShardId", SHARD_ID_LENGTH, Patterns.SHARD_ID).orElse("");
    StreamArn arn =
        Streams.namedArn(call)
            .orElseThrow(
                () -> Errors.invalid("Either NextToken or StreamName should be provided."));
    if (input.has("StreamCreationTimestamp")) {
      long created = input.requiredInstant("StreamCreationTimestamp").getEpochSecond();
      if (streams.get(arn).createdAt().getEpochSecond() != created) {
        throw Errors.noStream(arn);
      }
    }
    return new ListToken(arn, call.input().path("ShardFilter"), after, now);
  }

  JsonNode splitShard(ApiCall call) {
    Input input = Input.of(call.input());
    int index = index(call, input, "ShardToSplit");
    BigInteger start =
        new BigInteger(
            input.requiredText("NewStartingHashKey", HASH_KEY_LENGTH, Patterns.HASH_KEY));
    DataStream stream = streams.named(call);
    synchronized (stream) {
      requireChangeable(stream);
      Shard shard = open(stream, index);
      limits.admit(call.region(), false, 1);
      HashRange range = shard.range();
      boolean inside =
          start.compareTo(range.start().add(BigInteger.ONE)) > 0
              && start.compareTo(range.end()) < 0;
      if (!inside) {
        throw Errors.invalid(
            "NewStartingHashKey %s used in SplitShard() on shard %s in %s is not both greater than one plus the shard's StartingHashKey %s and less than the shard's EndingHashKey %s."
                .formatted(
                    start, shard.id(), Errors.lower(stream.arn()), range.start(), range.end()));
      }
      streams.change(
          stream, StreamStatus.UPDATING, () -> stream.shards().split(shard, start, streams.now()));
    }
    return Json.object();
  }

  JsonNode mergeShards(ApiCall call) {
    Input input = Input.of(call.input());
    int lower = index(call, input, "ShardToMerge");
    int upper = index(call, input, "AdjacentShardToMerge");
    DataStream stream = streams.named(call);
    synchronized (stream) {
      requireChangeable(stream);
      Shard shard = open(stream, lower);
      Shard adjacent = open(stream, upper);
      if (!shard.range().isBefore(adjacent.range())) {
        throw Errors.invalid(
            "Shards "
                + shard.id()
                + " and "
                + adjacent.id()
                + " in "
                + Errors.lower(stream.arn())
                + " are not an adjacent pair of shards eligible for merging");
      }
      streams.change(
          stream,
          StreamStatus.UPDATING,
          () -> stream.shards().merge(shard, adjacent, streams.now()));
    }
    return Json.object();
  }

  private static void requireChangeable(DataStream stream) {
    if (stream.settings().onDemand()) {
      throw Errors.onDemand(stream.arn());
    }
    stream.requireActive();
  }

  private static int index(ApiCall call, Input input, String member) {
    String shardId = input.requiredText(member, SHARD_ID_LENGTH, Patterns.SHARD_ID);
    return ShardId.index(shardId)
        .orElseThrow(() -> Errors.couldNotFind(Streams.arn(call), shardId));
  }

  private static Shard open(DataStream stream, int index) {
    Shard shard =
        stream
            .shards()
            .find(index)
            .orElseThrow(() -> Errors.couldNotFind(stream.arn(), ShardOrigin.shardId(index)));
    if (!shard.info().isOpen()) {
      throw Errors.invalid(
          "Shard "
              + shard.id()
              + " in "
              + Errors.lower(stream.arn())
              + " has already been merged or split, and thus is not eligible for merging or"
              + " splitting.");
    }
    return shard;
  }
}
