package io.farshore.lab.lambda.mapping;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** The event that a function gets for records of a Kinesis shard, as Lambda writes it. */
final class KinesisEvent {

  /** Lambda's limit of an event, in bytes of JSON. */
  static final int PAYLOAD_LIMIT = 6 * 1024 * 1024;

  private static final String HEAD = "{\"Records\":[";
  private static final String TAIL = "]}";
  private static final int ENVELOPE = HEAD.length() + TAIL.length();

  private KinesisEvent() {}

  /** The size of {@link #write}. */
  static int size(List<PendingRecord> records) {
    int size = ENVELOPE + records.size() - 1;
    for (PendingRecord record : records) {
      size += record.size();
    }
    return size;
  }

  /** The size of {@link #write} once {@code another} stands behind what has {@code soFar}. */
  static int size(int soFar, PendingRecord another) {
    return soFar + (soFar == 0 ? ENVELOPE : 1) + another.size();
  }

  static byte[] write(List<PendingRecord> records) {
    StringBuilder event = new StringBuilder(size(records)).append(HEAD);
    String separator = "";
    for (PendingRecord record : records) {
      event.append(separator).append(record.json());
      separator = ",";
    }
    return event.append(TAIL).toString().getBytes(StandardCharsets.UTF_8);
  }

  static String record(MappingConfiguration mapping, String shardId, StreamSource.Record record) {
    StringBuilder json = new StringBuilder(512 + record.data().length * 4 / 3);
    json.append("{\"kinesis\":{\"kinesisSchemaVersion\":\"1.0\",\"partitionKey\":");
    quoted(json, record.partitionKey());
    json.append(",\"sequenceNumber\":\"").append(record.sequenceNumber());
    json.append("\",\"data\":\"").append(Base64.getEncoder().encodeToString(record.data()));
    json.append("\",\"approximateArrivalTimestamp\":").append(arrival(record));
    json.append("},\"eventSource\":\"aws:kinesis\",\"eventVersion\":\"1.0\",\"eventID\":\"");
    json.append(shardId).append(':').append(record.sequenceNumber());
    json.append("\",\"eventName\":\"aws:kinesis:record\",\"invokeIdentityArn\":");
    quoted(json, mapping.identityArn());
    json.append(",\"awsRegion\":\"").append(mapping.region());
    json.append("\",\"eventSourceARN\":\"").append(mapping.eventSourceArn());
    return json.append("\"}").toString();
  }

  /** Epoch seconds with up to three digits of milliseconds. */
  static String arrival(StreamSource.Record record) {
    BigDecimal seconds = BigDecimal.valueOf(record.arrival().toEpochMilli(), 3);
    return seconds.setScale(3).toPlainString();
  }

  private static void quoted(StringBuilder json, String text) {
    if (text == null) {
      json.append("null");
      return;
    }
    json.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, json);
    json.append('"');
  }
}
