package io.farshore.core.replication;

import io.farshore.core.heartbeat.FarshoreRecord;
import io.farshore.core.heartbeat.FarshoreRecords;
import io.farshore.core.heartbeat.Heartbeat;
import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.PutResult.Acknowledged;
import io.farshore.core.stream.StreamRecord;
import io.farshore.core.time.EventLoop;
import io.farshore.core.write.KeyOrderedWriter;
import io.farshore.core.write.WriterStopped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Step 4: sends a batch, in shard order, until it is acknowledged, a record is given up, the lease
 * is lost, or the time is over; then waits for what is in flight. Data and partition keys go as
 * they are (guarantee H).
 */
final class BatchCopy implements HeldLease.Listener {

  private final SourceBatch batch;
  private final SkipRule skipRule;
  private final KeyOrderedWriter writer;
  private final AcknowledgedPrefix prefix;
  private RuntimeException stoppedBy;

  BatchCopy(
      SourceBatch batch, SkipRule skipRule, KeyOrderedWriter writer, AcknowledgedPrefix prefix) {
    this.batch = batch;
    this.skipRule = skipRule;
    this.writer = writer;
    this.prefix = prefix;
  }

  /** Completes when nothing is in flight any more; does not fail. */
  CompletableFuture<Void> run(EventLoop loop, Duration toSend) {
    for (int i = 0; i < batch.records().size(); i++) {
      submit(i, batch.records().get(i));
    }
    EventLoop.Timer deadline = loop.after(toSend, () -> stop(new OutOfTime(toSend)));
    return writer.quiet().whenComplete((quiet, failure) -> deadline.cancel());
  }

  private void submit(int index, StreamRecord record) {
    if (skipRule.skips(record.sequenceNumber())) {
      prefix.skip(index);
      return;
    }
    FarshoreRecord own = FarshoreRecords.decode(record.data()).orElse(null);
    prefix.isOwn(index, own);
    OutgoingRecord copy = OutgoingRecord.of(record.partitionKey(), record.data());
    CompletableFuture<Acknowledged> sent =
        own instanceof Heartbeat
            ? writer.writeWhenAllBeforeAreAcknowledged(copy)
            : writer.write(copy);
    sent.whenComplete((place, failure) -> settled(index, failure));
  }

  private void settled(int index, Throwable failure) {
    if (failure == null) {
      prefix.acknowledge(index);
    } else if (!(failure instanceof WriterStopped)) {
      stop(failure instanceof RuntimeException reason ? reason : new CompletionException(failure));
    }
  }

  @Override
  public void renewed() {
    writer.leaseRenewed();
  }

  @Override
  public void lost(RuntimeException reason) {
    stop(reason);
  }

  /** Everything after the first record that is not copied comes again: no use in going on. */
  private void stop(RuntimeException reason) {
    if (stoppedBy == null) {
      stoppedBy = reason;
      writer.stop();
    }
  }

  /** Why it ended before the batch was whole. */
  Optional<RuntimeException> stoppedBy() {
    return prefix.isWhole() ? Optional.empty() : Optional.ofNullable(stoppedBy);
  }
}
