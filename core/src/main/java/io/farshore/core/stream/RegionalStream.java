package io.farshore.core.stream;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Port: one stream in one Region.
 *
 * <p>Futures complete on the {@link io.farshore.core.time.EventLoop} of the caller. A call that
 * gets no answer within the adapter's call timeout fails its future with {@link CallFailed}: it may
 * have been applied all the same.
 */
public interface RegionalStream {

  /** The Region. */
  Region region();

  /** The stream's name. */
  StreamName name();

  /**
   * Every shard, open and closed, that the stream still keeps, parents before children.
   *
   * @return fails with {@link CallFailed}, or {@link StreamNotFound}
   */
  CompletableFuture<List<Shard>> shards();

  /**
   * One PutRecords call.
   *
   * @param records 1 to 500, together at most 10 MiB with their keys
   * @return a result for each record, in the same order; fails with {@link CallFailed} where none
   *     is known, or {@link StreamNotFound}
   */
  CompletableFuture<List<PutResult>> put(List<OutgoingRecord> records);

  /**
   * Records of one shard after a sequence number, oldest first; one call of at most {@code limit}
   * records, so possibly none although more will come.
   *
   * @param sequenceNumber {@link SequenceNumber#BEFORE_ALL}: from the oldest that is kept
   * @return fails with {@link CallFailed}, or {@link StreamNotFound}
   */
  CompletableFuture<List<StreamRecord>> readAfter(
      String shardId, SequenceNumber sequenceNumber, int limit);

  /** No usable answer. The message names the call, the Region and the cause; never data. */
  final class CallFailed extends RuntimeException {
    /** Wraps what the client said. */
    public CallFailed(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** There is no such stream in the Region. */
  final class StreamNotFound extends RuntimeException {
    /** Names the stream and the Region. */
    public StreamNotFound(StreamName stream, Region region) {
      super(
          "There is no stream "
              + stream
              + " in "
              + region
              + "; create it there, or check the name and the Region");
    }
  }

  /**
   * What a health probe asks: whether the stream is there and active.
   *
   * @return the stream's retention and the number of its open shards; fails like {@link #shards}
   */
  CompletableFuture<Summary> summary();

  /**
   * A stream at a glance.
   *
   * @param status Kinesis's word, {@code ACTIVE} in good times
   * @param openShards how many shards can be written
   * @param retentionHours how long records are kept
   * @param createdAt when the stream was created
   */
  record Summary(String status, int openShards, int retentionHours, Instant createdAt) {}
}
