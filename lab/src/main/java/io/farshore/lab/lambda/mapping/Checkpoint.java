package io.farshore.lab.lambda.mapping;

import io.farshore.lab.lambda.mapping.StreamSource.Position;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * How far a shard is handled: up to before the first record that is not done with. Guarded by its
 * shard's poller.
 */
final class Checkpoint {

  private final Deque<PendingRecord> open = new ArrayDeque<>();
  private final Consumer<String> saved;
  private Position position;
  private Position read;

  /**
   * Starts at a position.
   *
   * @param saved told of each sequence number up to which everything is handled
   */
  Checkpoint(Position position, Consumer<String> saved) {
    this.position = position;
    this.read = position;
    this.saved = saved;
  }

  /** Where the next read starts. */
  Position read() {
    return read;
  }

  /** Up to here everything is handled. */
  Position position() {
    return position;
  }

  /** A record was read and is to be handled. */
  void opened(PendingRecord record) {
    open.add(record);
    read = new Position.After(record.sequenceNumber());
  }

  /** A record was read that the filters keep away. */
  void skipped(String sequenceNumber) {
    read = new Position.After(sequenceNumber);
    if (open.isEmpty()) {
      moveTo(sequenceNumber);
    }
  }

  /** How many records are not done with, or behind one that is not. */
  int outstanding() {
    return open.size();
  }

  /** Moves up to before the first record that is not done with. */
  void advance() {
    PendingRecord last = null;
    while (!open.isEmpty() && open.peek().done()) {
      last = open.poll();
    }
    if (last == null) {
      return;
    }
    if (open.isEmpty() && read instanceof Position.After all) {
      moveTo(all.sequenceNumber());
    } else {
      moveTo(last.sequenceNumber());
    }
  }

  /** Forgets what was read and not handled: it is read again. */
  void rewind() {
    open.clear();
    read = position;
  }

  private void moveTo(String sequenceNumber) {
    position = new Position.After(sequenceNumber);
    saved.accept(sequenceNumber);
  }
}
