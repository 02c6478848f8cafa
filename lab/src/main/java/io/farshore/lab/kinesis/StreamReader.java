package io.farshore.lab.kinesis;

import io.farshore.lab.endpoint.AwsError;
import java.time.Instant;
import java.util.List;

/**
 * Reads streams within the JVM, past faults and latency: whoever reads for a Region asks by itself
 * whether that Region is lost. Thread-safe.
 */
public interface StreamReader {

  /**
   * All shards that are not trimmed yet, open and closed, parents before their children.
   *
   * @throws AwsError {@code ResourceNotFoundException} when there is no such stream
   */
  List<ShardInfo> shards(StreamArn stream);

  /** The place behind the newest record of the shard; see {@link #read} for errors. */
  ReadFrom latest(StreamArn stream, String shardId);

  /** The place before the first record that arrived at {@code time} or later; errors likewise. */
  ReadFrom since(StreamArn stream, String shardId, Instant time);

  /**
   * Reads on, in O(log n) of the records in the shard and without copying their bytes.
   *
   * @param limit 1 or more; 10 MiB of data are the limit too
   * @throws AwsError {@code ResourceNotFoundException} when there is no such stream or shard
   */
  ShardBatch read(StreamArn stream, String shardId, ReadFrom from, int limit);

  /**
   * Drops the records of all shards that arrived before {@code horizon}, as if the stream's
   * retention were over: a long measurement need not hold what has been judged.
   *
   * @throws AwsError {@code ResourceNotFoundException} when there is no such stream
   */
  void drop(StreamArn stream, Instant horizon);

  /**
   * Runs {@code listener} whenever records have arrived in the stream or its shards have changed.
   * It runs on the writer's thread, must be quick, and must not fail. The stream need not exist
   * yet.
   *
   * @return ends it
   */
  Subscription onArrival(StreamArn stream, Runnable listener);

  /** Every record that a stream has, in shard order; for reports, also of a lost Region. */
  List<ReportedRecord> dump(StreamArn stream);

  /** Ends a {@link #onArrival}. */
  @FunctionalInterface
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
