package io.farshore.functions.replicator;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import io.farshore.core.replication.SourceBatch;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.StreamName;
import io.farshore.core.stream.StreamRecord;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A batch as Lambda's event has it.
 *
 * @param stream from the event source's ARN
 * @param batch shard and records
 */
record KinesisBatch(StreamName stream, SourceBatch batch) {

  /** A stream's ARN, or that of a consumer with enhanced fan-out. */
  private static final Pattern ARN =
      Pattern.compile(
          "arn:[^:]+:kinesis:[^:]+:[0-9]+:stream/([a-zA-Z0-9_.-]+)(/consumer/[^:]+:[0-9]+)?");

  private static final ByteBuffer NO_DATA = ByteBuffer.allocate(0).asReadOnlyBuffer();

  /**
   * Reads an event that has records.
   *
   * @throws UnusableEvent when they are not all of one shard, or a field that Kinesis always fills
   *     is missing
   * @throws NoPartitionKey when a record has none
   */
  static KinesisBatch of(KinesisEvent event) {
    KinesisEventRecord first = event.getRecords().get(0);
    StreamName stream = stream(first.getEventSourceARN());
    String shardId = shardId(first);
    List<StreamRecord> records =
        event.getRecords().stream()
            .map(
                each -> {
                  requireSameShard(first, shardId, each);
                  return record(stream, each.getKinesis());
                })
            .toList();
    return new KinesisBatch(stream, new SourceBatch(shardId, records));
  }

  private static StreamName stream(String arn) {
    Matcher matcher = ARN.matcher(String.valueOf(arn));
    if (!matcher.matches()) {
      throw new UnusableEvent("eventSourceARN is \"" + arn + "\"");
    }
    return new StreamName(matcher.group(1));
  }

  /** The event's id is the shard's id, a colon, and the sequence number. */
  private static String shardId(KinesisEventRecord record) {
    String id = String.valueOf(record.getEventID());
    int colon = id.indexOf(':');
    if (colon < 1) {
      throw new UnusableEvent("eventID is \"" + id + "\"");
    }
    return id.substring(0, colon);
  }

  private static void requireSameShard(
      KinesisEventRecord first, String shardId, KinesisEventRecord each) {
    boolean sameStream = first.getEventSourceARN().equals(each.getEventSourceARN());
    if (!sameStream || !shardId.equals(shardId(each))) {
      throw new UnusableEvent("it mixes " + first.getEventID() + " and " + each.getEventID());
    }
  }

  private static StreamRecord record(StreamName stream, KinesisEvent.Record record) {
    if (record == null
        || record.getSequenceNumber() == null
        || record.getApproximateArrivalTimestamp() == null) {
      throw new UnusableEvent("a record lacks sequenceNumber or approximateArrivalTimestamp");
    }
    if (record.getPartitionKey() == null) {
      throw new NoPartitionKey(stream, record.getSequenceNumber());
    }
    return new StreamRecord(
        record.getPartitionKey(),
        record.getData() == null ? NO_DATA : record.getData(),
        sequenceNumber(record.getSequenceNumber()),
        record.getApproximateArrivalTimestamp().toInstant());
  }

  private static SequenceNumber sequenceNumber(String digits) {
    try {
      return SequenceNumber.of(digits);
    } catch (IllegalArgumentException e) {
      throw new UnusableEvent("sequenceNumber is \"" + digits + "\"");
    }
  }
}
