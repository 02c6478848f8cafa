package io.farshore.simulator;

import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.PutResult;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.RegionalStream;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.Shard;
import io.farshore.core.stream.StreamName;
import io.farshore.core.stream.StreamRecord;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** A stream to which records go through a function. */
final class WrongStream implements RegionalStream {

  private final RegionalStream stream;
  private final UnaryOperator<OutgoingRecord> change;

  WrongStream(RegionalStream stream, UnaryOperator<OutgoingRecord> change) {
    this.stream = stream;
    this.change = change;
  }

  @Override
  public Region region() {
    return stream.region();
  }

  @Override
  public StreamName name() {
    return stream.name();
  }

  @Override
  public CompletableFuture<List<Shard>> shards() {
    return stream.shards();
  }

  @Override
  public CompletableFuture<List<PutResult>> put(List<OutgoingRecord> records) {
    return stream.put(records.stream().map(change).toList());
  }

  @Override
  public CompletableFuture<List<StreamRecord>> readAfter(
      String shardId, SequenceNumber sequenceNumber, int limit) {
    return stream.readAfter(shardId, sequenceNumber, limit);
  }

  @Override
  public CompletableFuture<Summary> summary() {
    return stream.summary();
  }
}
