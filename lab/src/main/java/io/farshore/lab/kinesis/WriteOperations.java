package io.farshore.lab.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.faults.RecordFaults;
import io.farshore.lab.kinesis.Shard.Refusal;
import io.farshore.lab.kinesis.Shard.Written;
import java.math.BigInteger;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** PutRecord and PutRecords. */
final class WriteOperations {

  private static final int MAX_KEY_LENGTH = 256;
  private static final int MAX_HASH_KEY_LENGTH = 39;
  private static final int MAX_SEQUENCE_NUMBER_LENGTH = 129;
  private static final int MAX_RECORD_BYTES = 1 << 20;
  private static final int MAX_REQUEST_BYTES = 10 << 20;
  private static final int MAX_RECORDS = 500;

  private final Streams streams;
  private final Clock clock;
  private final RecordFaults faults;
  private final boolean limited;

  WriteOperations(Streams streams, Clock clock, RecordFaults faults, boolean limited) {
    this.streams = streams;
    this.clock = clock;
    this.faults = faults;
    this.limited = limited;
  }

  JsonNode putRecord(ApiCall call) {
    Input input = Input.of(call.input());
    NewRecord entry = newRecord(input);
    input.text("SequenceNumberForOrdering", MAX_SEQUENCE_NUMBER_LENGTH, Patterns.SEQUENCE_NUMBER);
    DataStream stream = streams.named(call);
    Outcome outcome = write(stream, entry);
    if (outcome.code().isPresent()) {
      throw Errors.refused(outcome.code().get(), stream.arn(), outcome.shardId());
    }
    streams.announce(stream.arn());
    ObjectNode answer = accepted(outcome);
    answer.put("EncryptionType", encryption(stream));
    return answer;
  }

  JsonNode putRecords(ApiCall call) {
    List<NewRecord> records = newRecords(call);
    DataStream stream = streams.named(call);
    ObjectNode answer = Json.object();
    ArrayNode results = Json.object().putArray("Records");
    int failed = 0;
    for (NewRecord entry : records) {
      Outcome outcome = write(stream, entry);
      failed += outcome.code().isPresent() ? 1 : 0;
      results.add(outcome.code().isPresent() ? refused(stream, outcome) : accepted(outcome));
    }
    if (failed < records.size()) {
      streams.announce(stream.arn());
    }
    answer.put("FailedRecordCount", failed);
    answer.set("Records", results);
    answer.put("EncryptionType", encryption(stream));
    return answer;
  }

  /** What became of one record: a sequence number, or an error code. */
  private record Outcome(String shardId, Optional<String> sequenceNumber, Optional<String> code) {}

  private Outcome write(DataStream stream, NewRecord entry) {
    BigInteger hashKey = entry.hashKey();
    Shard shard = stream.shardFor(hashKey);
    StreamArn arn = stream.arn();
    Optional<String> fault =
        faults.refuse(arn.region(), arn.name(), shard.id(), entry.partitionKey());
    if (fault.isPresent()) {
      return new Outcome(shard.id(), Optional.empty(), fault);
    }
    Written written = append(shard, entry);
    while (written.refusal().equals(Optional.of(Refusal.CLOSED))) {
      shard = stream.shardFor(hashKey);
      written = append(shard, entry);
    }
    return new Outcome(
        shard.id(), written.sequenceNumber(), written.refusal().map(why -> Errors.THROTTLED));
  }

  private Written append(Shard shard, NewRecord entry) {
    return shard.append(entry, clock.instant().truncatedTo(ChronoUnit.MILLIS), limited);
  }

  private static List<NewRecord> newRecords(ApiCall call) {
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
          newRecord(new Input(member, "records." + (records.size() + 1) + ".member."));
      bytes += entry.size();
      records.add(entry);
    }
    if (bytes > MAX_REQUEST_BYTES) {
      throw Errors.invalid("Records size exceeds 10 MB limit");
    }
    return records;
  }

  private static NewRecord newRecord(Input input) {
    byte[] data = input.requiredBytes("Data", MAX_RECORD_BYTES);
    String key = input.requiredText("PartitionKey", MAX_KEY_LENGTH, Patterns.ANY);
    Optional<BigInteger> hashKey =
        input
            .text("ExplicitHashKey", MAX_HASH_KEY_LENGTH, Patterns.HASH_KEY)
            .map(WriteOperations::hashKey);
    NewRecord entry = new NewRecord(key, hashKey, data);
    if (entry.size() > MAX_RECORD_BYTES) {
      throw Errors.invalid("Record size, partition key included, exceeds 1 MB limit");
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

  private static String encryption(DataStream stream) {
    return stream.encryptionKey().isPresent() ? "KMS" : "NONE";
  }
}
