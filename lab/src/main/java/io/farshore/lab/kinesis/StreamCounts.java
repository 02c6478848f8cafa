package io.farshore.lab.kinesis;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Counts what is written to streams and read, once somebody takes it. Thread-safe. */
final class StreamCounts {

  private volatile StreamMetrics metrics = (region, stream, values) -> {};

  void into(StreamMetrics taker) {
    metrics = taker;
  }

  void written(StreamArn stream, int records, long bytes, int throttled) {
    record(
        stream,
        Map.of(
            "IncomingRecords",
            (double) records,
            "IncomingBytes",
            (double) bytes,
            "WriteProvisionedThroughputExceeded",
            (double) throttled));
  }

  void readThrottled(StreamArn stream) {
    record(stream, Map.of("ReadProvisionedThroughputExceeded", 1.0));
  }

  /** An iterator is as old as its last record, and not old at all when it is at the end. */
  void read(StreamArn stream, ShardBatch batch, Instant now) {
    int size = batch.records().size();
    Duration age =
        size == 0 || batch.behindLatest().isZero()
            ? Duration.ZERO
            : Duration.between(batch.records().get(size - 1).approximateArrivalTimestamp(), now);
    record(
        stream,
        Map.of(
            "GetRecords.IteratorAgeMilliseconds",
            (double) age.toMillis(),
            "GetRecords.Records",
            (double) size,
            "ReadProvisionedThroughputExceeded",
            0.0));
  }

  private void record(StreamArn stream, Map<String, Double> values) {
    metrics.record(stream.region(), stream.name(), values);
  }
}
