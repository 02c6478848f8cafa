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
  private From again;
  private String iterator;
  private boolean ended;
  private long behindMillis = Long.MAX_VALUE;

  /**
   * Of one shard.
   *
   * @param again where it is begun when the first iterator could not be had, or expired before a
   *     record was read
   */
  ShardTail(KinesisClient client, String stream, String shardId, From place, From again) {
    this.client = client;
    this.stream = stream;
    this.shardId = shardId;
    this.place = place;
    this.again = again;
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

  /** Takes up its place, where that was not done yet. */
  void open() {
    if (iterator == null && !ended) {
      iterator =
          client
              .getShardIterator(
                  request -> {
                    request.streamName(stream).shardId(shardId);
                    place.into(request);
                  })
              .shardIterator();
    }
  }

  /** From now on its place is asked for as it was: LATEST would be a later one by now. */
  void passed() {
    place = again;
  }

  /** The next records; none at the end. */
  List<Record> read() {
    open();
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
      again = place;
    }
    iterator = answer.nextShardIterator();
    ended = iterator == null;
    behindMillis = answer.millisBehindLatest() == null ? 0 : answer.millisBehindLatest();
    return records;
  }
}
