package io.farshore.core.write;

import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.PutResult.Acknowledged;
import java.util.concurrent.CompletableFuture;

/**
 * A record that was submitted and not yet acknowledged. It is a link of two lists at once: of all
 * pending records in the order of submission, and of those of its key.
 */
final class PendingRecord {

  final OutgoingRecord record;
  final boolean barrier;
  final CompletableFuture<Acknowledged> acknowledged = new CompletableFuture<>();

  /** The next record of the same key. */
  PendingRecord nextOfKey;

  /** No record of the same key is before it. */
  boolean firstOfKey;

  /** A barrier behind an ordinary record that is not acknowledged. */
  boolean held;

  boolean inFlight;
  int attempts;
  long firstSentNanos;

  PendingRecord previous;
  PendingRecord next;

  PendingRecord(OutgoingRecord record, boolean barrier) {
    this.record = record;
    this.barrier = barrier;
  }
}
