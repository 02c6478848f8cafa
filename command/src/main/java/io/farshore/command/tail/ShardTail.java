package io.farshore.command.tail;

import java.util.List;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;

/** Reads one shard on and on. A read that fails can be made again: nothing is skipped by it. */
final class ShardTail {

  private static final int MOST = 1000;

  private final KinesisClient client;
  private final String stream;
  private final String shardId;
  private From place;
  private String iterator;
  private boolean ended;
  private long behindMillis = Long.MAX_VALUE;

  ShardTail(KinesisClient client, String stream, String shardId, From place) {
    this.client = client;
    this.stream = stream;
    this.shardId = shardId;
    this.place = place;
  }

  String shardId() {
    return shardId;
  }

  /** True once all records of a closed shard were read. */
  boolean isEnded() {
    return ended;
  }

  /** True while there is more that has arrived already. */
  boolean isBehind() {
    return !ended && behindMillis > 0;
  }

  /** The next records; none at the end. */
  List<Record> read() {
    if (iterator == null) {
      iterator =
          client
              .getShardIterator(
                  request -> {
                    request.streamName(stream).shardId(shardId);
                    place.into(request);
                  })
              .shardIterator();
    }
    try {
      return took(client.getRecords(request -> request.shardIterator(iterator).limit(MOST)));
    } catch (ExpiredIteratorException e) {
      iterator = null;
      return List.of();
    }
  }

  private List<Record> took(GetRecordsResponse answer) {
    List<Record> records = answer.records();
    if (!records.isEmpty()) {
      place = new From.After(records.get(records.size() - 1).sequenceNumber());
    }
    iterator = answer.nextShardIterator();
    ended = iterator == null;
    behindMillis = answer.millisBehindLatest() == null ? 0 : answer.millisBehindLatest();
    return records;
  }
}
