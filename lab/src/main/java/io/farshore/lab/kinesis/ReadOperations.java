package io.farshore.lab.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** GetShardIterator and GetRecords. */
final class ReadOperations {

  private static final int MAX_RECORDS = 10_000;
  private static final int MAX_ITERATOR_LENGTH = 512;
  private static final int MAX_SHARD_ID_LENGTH = 128;
  private static final int MAX_SEQUENCE_NUMBER_LENGTH = 129;
  private static final List<String> TYPES =
      List.of(
          "AFTER_SEQUENCE_NUMBER", "LATEST", "AT_TIMESTAMP", "AT_SEQUENCE_NUMBER", "TRIM_HORIZON");

  private final Streams streams;
  private final Clock clock;

  ReadOperations(Streams streams, Clock clock) {
    this.streams = streams;
    this.clock = clock;
  }

  JsonNode getShardIterator(ApiCall call) {
    Input input = Input.of(call.input());
    String shardId = input.requiredText("ShardId", MAX_SHARD_ID_LENGTH, Patterns.SHARD_ID);
    String type = input.oneOf("ShardIteratorType", TYPES);
    DataStream stream = streams.named(call);
    Shard shard = stream.shard(shardId).orElseThrow(() -> Errors.noShard(stream.arn(), shardId));
    Instant now = clock.instant();
    ReadFrom from =
        switch (type) {
          case "TRIM_HORIZON" -> ReadFrom.trimHorizon();
          case "LATEST" -> shard.latest();
          case "AT_TIMESTAMP" -> since(shard, input.requiredInstant("Timestamp"), now);
          case "AT_SEQUENCE_NUMBER" -> ReadFrom.at(startingNumber(stream, shard, input));
          default -> ReadFrom.after(startingNumber(stream, shard, input));
        };
    ShardIterator iterator = new ShardIterator(stream.arn(), shardId, from, now);
    return Json.object().put("ShardIterator", iterator.toString());
  }

  JsonNode getRecords(ApiCall call) {
    Input input = Input.of(call.input());
    int limit = input.number("Limit", 1, MAX_RECORDS).orElse(MAX_RECORDS);
    ShardIterator iterator =
        ShardIterator.parse(input.requiredText("ShardIterator", MAX_ITERATOR_LENGTH, Patterns.ANY));
    Instant now = clock.instant();
    iterator.checkFresh(now);
    if (!iterator.stream().region().equals(call.region())) {
      throw Errors.invalid("Invalid ShardIterator.");
    }
    DataStream stream = streams.get(iterator.stream());
    Shard shard =
        stream
            .shard(iterator.shardId())
            .orElseThrow(() -> Errors.noShard(stream.arn(), iterator.shardId()));
    ShardBatch batch = shard.read(iterator.from(), limit, now, now.minus(stream.retention()));
    return answer(stream, shard, batch, now);
  }

  private static ObjectNode answer(DataStream stream, Shard shard, ShardBatch batch, Instant now) {
    ObjectNode answer = Json.object();
    ArrayNode records = answer.putArray("Records");
    batch.records().forEach(entry -> records.add(Json.entry(entry, stream)));
    if (batch.endOfShard()) {
      ArrayNode children = answer.putArray("ChildShards");
      stream.listShards(now).stream()
          .filter(child -> child.parentShardIds().contains(shard.id()))
          .forEach(child -> children.add(Json.childShard(child)));
    } else {
      ShardIterator next = new ShardIterator(stream.arn(), shard.id(), batch.next(), now);
      answer.put("NextShardIterator", next.toString());
    }
    answer.put("MillisBehindLatest", batch.behindLatest().toMillis());
    return answer;
  }

  private static ReadFrom since(Shard shard, Instant time, Instant now) {
    if (time.isAfter(now)) {
      throw Errors.invalid(
          "The timestampInMillis parameter cannot be greater than the currentTimestampInMillis.");
    }
    return shard.since(time);
  }

  private static String startingNumber(DataStream stream, Shard shard, Input input) {
    String number =
        input
            .text("StartingSequenceNumber", MAX_SEQUENCE_NUMBER_LENGTH, Patterns.SEQUENCE_NUMBER)
            .orElseThrow(
                () ->
                    Errors.invalid(
                        "Must specify startingSequenceNumber parameter for this iterator type."));
    if (SequenceNumbers.ORDER.compare(number, shard.info().startingSequenceNumber()) < 0) {
      throw Errors.invalid(
          "StartingSequenceNumber "
              + number
              + " used in GetShardIterator on shard "
              + shard.id()
              + " in "
              + Errors.lower(stream.arn())
              + " is invalid because it did not come from this stream.");
    }
    return number;
  }
}
