package io.farshore.lab.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.faults.RecordFaults;
import io.farshore.lab.kinesis.Shard.Refusal;
import io.farshore.lab.kinesis.Shard.Written;
import java.math.BigInteger;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** PutRecord and PutRecords. */
final class WriteOperations {

  private static final int MAX_KEY_LENGTH = 256;
  private static final int MAX_HASH_KEY_LENGTH = 39;
  private static final int MAX_SEQUENCE_NUMBER_LENGTH = 129;
  private static final int MAX_REQUEST_BYTES = 10 << 20;
  private static final int MAX_RECORDS = 500;

  private final Streams streams;
  private final RecordFaults faults;
  private final boolean limited;
  private final StreamCounts counts;

  WriteOperations(Streams streams, RecordFaults faults, boolean limited, StreamCounts counts) {
    this.streams = streams;
    this.faults = faults;
    this.limited = limited;
    this.counts = counts;
  }

  JsonNode putRecord(ApiCall call) {
    Input input = Input.of(call.input());
    DataStream stream = streams.readable(Streams.arn(call));
    NewRecord entry = newRecord(input, maxBytes(stream));
    checkOrdering(input, stream);
    Outcome outcome = write(stream, entry, stream.shards().shardFor(entry.hashKey()));
    count(stream, List.of(entry), outcome);
    if (outcome.code().isPresent()) {
      throw Errors.refused(outcome.code().get(), stream.arn(), outcome.shardId());
    }
    streams.announce(stream.arn());
    ObjectNode answer = accepted(outcome);
    encryption(stream, answer);
    return answer;
  }

  /** The number need only be one; records of a shard always come in the order of their calls. */
  private void checkOrdering(Input input, DataStream stream) {
    Optional<String> number =
        input.text(
            "SequenceNumberForOrdering", MAX_SEQUENCE_NUMBER_LENGTH, Patterns.SEQUENCE_NUMBER);
    long now = streams.now().getEpochSecond();
    if (number.isPresent()
        && SequenceNumber.parse(number.get()).filter(n -> n.givenAt() <= now + 1).isEmpty()) {
      throw Errors.invalid(
          "ExclusiveMinimumSequenceNumber "
              + number.get()
              + " used in PutRecord on "
              + Errors.lower(stream.arn())
              + " is invalid.");
    }
  }

  private static int maxBytes(DataStream stream) {
    return stream.settings().maxRecordKiB() << 10;
  }

  JsonNode putRecords(ApiCall call) {
    DataStream stream = streams.readable(Streams.arn(call));
    List<NewRecord> records = newRecords(call, maxBytes(stream));
    Outcome[] outcomes = writeByShard(stream, records);
    count(stream, records, outcomes);
    ObjectNode answer = Json.object();
    ArrayNode results = JsonNodeFactory.instance.arrayNode(outcomes.length);
    int failed = 0;
    for (Outcome outcome : outcomes) {
      failed += outcome.code().isPresent() ? 1 : 0;
      results.add(outcome.code().isPresent() ? refused(stream, outcome) : accepted(outcome));
    }
    if (failed < records.size()) {
      streams.announce(stream.arn());
    }
    answer.put("FailedRecordCount", failed);
    answer.set("Records", results);
    encryption(stream, answer);
    return answer;
  }

  /** Records are written shard by shard, the last shard first, and in their order in each. */
  private Outcome[] writeByShard(DataStream stream, List<NewRecord> records) {
    Shard[] shards = new Shard[records.size()];
    long[] order = new long[records.size()];
    for (int i = 0; i < shards.length; i++) {
      shards[i] = stream.shards().shardFor(records.get(i).hashKey());
      order[i] = (long) -shards[i].index() << 32 | i;
    }
    Arrays.sort(order);
    Outcome[] outcomes = new Outcome[shards.length];
    for (long each : order) {
      int i = (int) each;
      outcomes[i] = write(stream, records.get(i), shards[i]);
    }
    return outcomes;
  }

  /** What became of one record: a sequence number, or an error code. */
  private record Outcome(String shardId, Optional<String> sequenceNumber, Optional<String> code) {}

  private void count(DataStream stream, List<NewRecord> records, Outcome... outcomes) {
    int written = 0;
    int throttled = 0;
    long bytes = 0;
    for (int i = 0; i < outcomes.length; i++) {
      if (outcomes[i].code().isEmpty()) {
        written++;
        bytes += records.get(i).size();
      } else if (outcomes[i].code().get().equals(Errors.THROTTLED)) {
        throttled++;
      }
    }
    counts.written(stream.arn(), written, bytes, throttled);
  }

  private Outcome write(DataStream stream, NewRecord entry, Shard first) {
    Shard shard = first;
    StreamArn arn = stream.arn();
    Optional<String> fault =
        faults.refuse(arn.region(), arn.name(), shard.id(), entry.partitionKey());
    if (fault.isPresent()) {
      return new Outcome(shard.id(), Optional.empty(), fault);
    }
    Written written = append(shard, entry);
    while (written.refusal().equals(Optional.of(Refusal.CLOSED))) {
      shard = stream.shards().shardFor(entry.hashKey());
      written = append(shard, entry);
    }
    return new Outcome(
        shard.id(), written.sequenceNumber(), written.refusal().map(why -> Errors.THROTTLED));
  }

  private Written append(Shard shard, NewRecord entry) {
    return shard.append(entry, streams.now().truncatedTo(ChronoUnit.MILLIS), limited);
  }

  private static List<NewRecord> newRecords(ApiCall call, int maxBytes) {
    JsonNode members = call.input().path("Records");
    Input input = Input.of(call.input());
    if (!members.isArray()) {
      throw input.isNull("Records");
    }
    if (members.isEmpty()) {
      throw Errors.constraint("[]", "records", "have length greater than or equal to 1");
    }
    if (members.size() > MAX_RECORDS) {
      throw Errors.constraint(
          "[" + members.size() + " records]",
          "records",
          "have length less than or equal to " + MAX_RECORDS);
    }
    List<NewRecord> records = new ArrayList<>(members.size());
    long bytes = 0;
    for (JsonNode member : members) {
      NewRecord entry =
          newRecord(new Input(member, "records." + (records.size() + 1) + ".member."), maxBytes);
      bytes += entry.size();
      records.add(entry);
    }
    if (bytes > MAX_REQUEST_BYTES) {
      throw Errors.invalid("Records size exceeds 10 MB limit");
    }
    return records;
  }

  private static NewRecord newRecord(Input input, int maxBytes) {
    byte[] data = input.requiredBytes("Data", maxBytes);
    String key = input.requiredText("PartitionKey", MAX_KEY_LENGTH, Patterns.ANY);
    BigInteger hashKey =
        input
            .text("ExplicitHashKey", MAX_HASH_KEY_LENGTH, Patterns.HASH_KEY)
            .map(WriteOperations::hashKey)
            .orElseGet(() -> HashRange.hashKey(key));
    NewRecord entry = new NewRecord(key, hashKey, data);
    if (entry.size() > maxBytes) {
      throw input.tooLong("Data", maxBytes);
    }
    return entry;
  }

  private static BigInteger hashKey(String digits) {
    BigInteger hashKey = new BigInteger(digits);
    if (hashKey.compareTo(HashRange.HIGHEST) > 0) {
      throw Errors.invalid(
          "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified"
              + " value was "
              + digits);
    }
    return hashKey;
  }

  private static ObjectNode accepted(Outcome outcome) {
    ObjectNode json = Json.object();
    json.put("SequenceNumber", outcome.sequenceNumber().orElseThrow());
    json.put("ShardId", outcome.shardId());
    return json;
  }

  private static ObjectNode refused(DataStream stream, Outcome outcome) {
    String code = outcome.code().orElseThrow();
    ObjectNode json = Json.object();
    json.put("ErrorCode", code);
    json.put("ErrorMessage", Errors.refusal(code, stream.arn(), outcome.shardId()));
    return json;
  }

  private static void encryption(DataStream stream, ObjectNode answer) {
    if (stream.settings().encryptionKey().isPresent()) {
      answer.put("EncryptionType", "KMS");
    }
  }
}
