package io.farshore.lab.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import java.time.Instant;
import java.util.Optional;

/** GetShardIterator and GetRecords. */
final class ReadOperations {

  private static final int MAX_RECORDS = 10_000;
  private static final int MAX_ITERATOR_LENGTH = 512;
  private static final int MAX_SHARD_ID_LENGTH = 128;

  private final Streams streams;
  private final boolean limited;
  private final StreamCounts counts;

  ReadOperations(Streams streams, boolean limited, StreamCounts counts) {
    this.streams = streams;
    this.limited = limited;
    this.counts = counts;
  }

  JsonNode getShardIterator(ApiCall call) {
    Input input = Input.of(call.input());
    String shardId = input.requiredText("ShardId", MAX_SHARD_ID_LENGTH, Patterns.SHARD_ID);
    input.oneOf("ShardIteratorType", Places.TYPES);
    StreamArn arn = Streams.arn(call);
    Optional<DataStream> stream = streams.find(arn);
    Shard shard = shard(stream, arn, shardId);
    Instant now = streams.now();
    ReadFrom from =
        new Places(stream.orElseThrow(), shard, now)
            .named(input, "ShardIteratorType", "StartingSequenceNumber");
    if (limited && !shard.readLimit().admitIterator(now.toEpochMilli())) {
      throw Errors.throttled(arn, shard.id());
    }
    ShardIterator iterator = new ShardIterator(arn, shard.id(), from, now);
    return Json.object().put("ShardIterator", iterator.toString());
  }

  /** The shard of this name; a stream that is not there has no shards. */
  static Shard shard(Optional<DataStream> stream, StreamArn arn, String shardId) {
    int index = ShardId.index(shardId).orElseThrow(() -> Errors.couldNotFind(arn, shardId));
    return stream
        .flatMap(found -> found.shards().find(index))
        .orElseThrow(() -> Errors.noShard(arn, ShardOrigin.shardId(index)));
  }

  JsonNode getRecords(ApiCall call) {
    Input input = Input.of(call.input());
    int limit = input.number("Limit", 1, MAX_RECORDS).orElse(MAX_RECORDS);
    ShardIterator iterator =
        ShardIterator.parse(input.requiredText("ShardIterator", MAX_ITERATOR_LENGTH, Patterns.ANY));
    StreamArn arn = iterator.stream();
    boolean elsewhere =
        !arn.region().equals(call.region())
            || Streams.namedArn(call).filter(named -> !named.equals(arn)).isPresent();
    if (elsewhere) {
      throw Errors.invalid("Invalid ShardIterator.");
    }
    Instant now = streams.now();
    iterator.checkFresh(now);
    Optional<DataStream> stream = streams.find(arn);
    Shard shard = shard(stream, arn, iterator.shardId());
    if (limited && !shard.readLimit().admit(now.toEpochMilli())) {
      counts.readThrottled(arn);
      throw Errors.throttled(arn, shard.id());
    }
    ShardBatch batch = shard.read(iterator.from(), limit, now);
    shard.readLimit().read(batch.bytes(), now.toEpochMilli());
    counts.read(arn, batch, now);
    return answer(stream.orElseThrow(), shard, batch, now);
  }

  private static ObjectNode answer(DataStream stream, Shard shard, ShardBatch batch, Instant now) {
    ObjectNode answer = Json.object();
    ArrayNode records = answer.putArray("Records");
    batch.records().forEach(entry -> records.add(Json.entry(entry, stream)));
    if (batch.endOfShard() && batch.records().isEmpty()) {
      answer.set("ChildShards", Json.childShards(stream, shard.id(), now));
    } else {
      ShardIterator next = new ShardIterator(stream.arn(), shard.id(), batch.next(), now);
      answer.put("NextShardIterator", next.toString());
    }
    answer.put("MillisBehindLatest", batch.behindLatest().toMillis());
    return answer;
  }
}
