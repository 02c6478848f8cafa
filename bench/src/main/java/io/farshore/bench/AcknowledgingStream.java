package io.farshore.bench;

import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.PutResult;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.RegionalStream;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.Shard;
import io.farshore.core.stream.StreamName;
import io.farshore.core.stream.StreamRecord;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Acknowledges everything at once, and keeps nothing. */
final class AcknowledgingStream implements RegionalStream {

  private static final PutResult TAKEN =
      new PutResult.Acknowledged("shardId-000000000000", SequenceNumber.of("1"));

  @Override
  public Region region() {
    return new Region("us-east-1");
  }

  @Override
  public StreamName name() {
    return new StreamName("orders");
  }

  @Override
  public CompletableFuture<List<PutResult>> put(List<OutgoingRecord> records) {
    return CompletableFuture.completedFuture(Collections.nCopies(records.size(), TAKEN));
  }

  @Override
  public CompletableFuture<List<Shard>> shards() {
    return notMeasured();
  }

  @Override
  public CompletableFuture<List<StreamRecord>> readAfter(
      String shardId, SequenceNumber sequenceNumber, int limit) {
    return notMeasured();
  }

  @Override
  public CompletableFuture<Summary> summary() {
    return notMeasured();
  }

  private static <T> CompletableFuture<T> notMeasured() {
    return CompletableFuture.failedFuture(
        new UnsupportedOperationException("Only put is measured here"));
  }
}
