package io.farshore.lab.lambda.mapping;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The event that a function gets for records of a Kinesis shard, as Lambda writes it. */
final class KinesisEvent {

  /** Lambda's limit of an event, in bytes of JSON. */
  static final int PAYLOAD_LIMIT = 6 * 1024 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HEAD = "{\"Records\":[";
  private static final String TAIL = "]}";

  private KinesisEvent() {}

  /** The size of {@link #write} with these records in front of {@code another}. */
  static int size(int soFar, String another) {
    int envelope = soFar == 0 ? HEAD.length() + TAIL.length() : 1;
    return soFar + envelope + another.getBytes(StandardCharsets.UTF_8).length;
  }

  static byte[] write(List<String> records) {
    return (HEAD + String.join(",", records) + TAIL).getBytes(StandardCharsets.UTF_8);
  }

  static String record(MappingConfiguration mapping, String shardId, StreamSource.Record record) {
    ObjectNode kinesis = JSON.createObjectNode();
    kinesis.put("kinesisSchemaVersion", "1.0");
    kinesis.put("partitionKey", record.partitionKey());
    kinesis.put("sequenceNumber", record.sequenceNumber());
    kinesis.put("data", record.data());
    kinesis.put(
        "approximateArrivalTimestamp", BigDecimal.valueOf(record.arrival().toEpochMilli(), 3));
    ObjectNode event = JSON.createObjectNode();
    event.set("kinesis", kinesis);
    event.put("eventSource", "aws:kinesis");
    event.put("eventVersion", "1.0");
    event.put("eventID", shardId + ":" + record.sequenceNumber());
    event.put("eventName", "aws:kinesis:record");
    event.put("invokeIdentityArn", mapping.identityArn());
    event.put("awsRegion", mapping.region());
    event.put("eventSourceARN", mapping.streamArn());
    return event.toString();
  }
}
