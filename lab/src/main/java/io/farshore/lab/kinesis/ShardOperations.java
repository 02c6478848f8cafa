package io.farshore.lab.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import java.math.BigInteger;
import java.time.Clock;
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
  private final Clock clock;

  ShardOperations(Streams streams, Clock clock) {
    this.streams = streams;
    this.clock = clock;
  }

  JsonNode listShards(ApiCall call) {
    Input input = Input.of(call.input());
    int limit = input.number("MaxResults", 1, MAX_PAGE).orElse(DEFAULT_PAGE);
    Instant now = clock.instant();
    ListToken token = token(call, input, now);
    DataStream stream = streams.get(token.stream());
    Predicate<ShardInfo> wanted =
        ShardFilter.of(token.filter(), now.minus(stream.retention()))
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

  private static ListToken token(ApiCall call, Input input, Instant now) {
    Optional<String> text = input.text("NextToken", TOKEN_LENGTH, Patterns.ANY);
    if (text.isPresent()) {
      if (input.has("StreamName") || input.has("StreamARN")) {
        throw Errors.invalid("NextToken and StreamName cannot be provided together.");
      }
      return ListToken.parse(text.get(), now);
    }
    String after =
        input.text("ExclusiveStartShardId", SHARD_ID_LENGTH, Patterns.SHARD_ID).orElse("");
    return new ListToken(Streams.arn(call), call.input().path("ShardFilter"), after, now);
  }

  JsonNode splitShard(ApiCall call) {
    Input input = Input.of(call.input());
    BigInteger start =
        new BigInteger(
            input.requiredText("NewStartingHashKey", HASH_KEY_LENGTH, Patterns.HASH_KEY));
    DataStream stream = streams.named(call);
    synchronized (stream) {
      Shard shard = openShard(stream, input, "ShardToSplit");
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
      stream.split(shard, start, clock.instant());
    }
    streams.announce(stream.arn());
    return Json.object();
  }

  JsonNode mergeShards(ApiCall call) {
    Input input = Input.of(call.input());
    DataStream stream = streams.named(call);
    synchronized (stream) {
      Shard shard = openShard(stream, input, "ShardToMerge");
      Shard adjacent = openShard(stream, input, "AdjacentShardToMerge");
      if (!shard.range().isBefore(adjacent.range()) && !adjacent.range().isBefore(shard.range())) {
        throw Errors.invalid(
            "Shards "
                + shard.id()
                + " and "
                + adjacent.id()
                + " in "
                + Errors.lower(stream.arn())
                + " are not an adjacent pair of shards eligible for merging.");
      }
      stream.merge(shard, adjacent, clock.instant());
    }
    streams.announce(stream.arn());
    return Json.object();
  }

  /** Doubles or halves the shards; other targets the lab does not have. */
  JsonNode updateShardCount(ApiCall call) {
    Input input = Input.of(call.input());
    int target = input.requiredNumber("TargetShardCount", 1, Integer.MAX_VALUE);
    input.oneOf("ScalingType", List.of("UNIFORM_SCALING"));
    DataStream stream = streams.named(call);
    int current;
    synchronized (stream) {
      List<Shard> open = stream.openShards();
      current = open.size();
      Instant now = clock.instant();
      if (target == 2 * current) {
        open.forEach(shard -> stream.split(shard, shard.range().middle(), now));
      } else if (2 * target == current) {
        for (int i = 0; i < current; i += 2) {
          stream.merge(open.get(i), open.get(i + 1), now);
        }
      } else {
        throw Errors.invalid(
            "The lab scales to twice or half the open shards, which are " + current + ".");
      }
    }
    streams.announce(stream.arn());
    ObjectNode answer = Json.object();
    answer.put("StreamName", stream.arn().name());
    answer.put("CurrentShardCount", current);
    answer.put("TargetShardCount", target);
    answer.put("StreamARN", stream.arn().toString());
    return answer;
  }

  private static Shard openShard(DataStream stream, Input input, String member) {
    String shardId = input.requiredText(member, SHARD_ID_LENGTH, Patterns.SHARD_ID);
    Shard shard = stream.shard(shardId).orElseThrow(() -> Errors.noShard(stream.arn(), shardId));
    if (!shard.info().isOpen()) {
      throw Errors.invalid(
          "Shard "
              + shardId
              + " in "
              + Errors.lower(stream.arn())
              + " has already been merged or split, and thus is not eligible for merging or"
              + " splitting.");
    }
    return shard;
  }
}
