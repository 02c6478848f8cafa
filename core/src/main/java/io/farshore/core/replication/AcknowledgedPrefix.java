package io.farshore.core.replication;

import io.farshore.core.checkpoint.TakenWatermark;
import io.farshore.core.commit.CommitTimestamp;
import io.farshore.core.commit.CommitTimestampReader;
import io.farshore.core.heartbeat.FarshoreRecord;
import io.farshore.core.heartbeat.Heartbeat;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.StreamRecord;
import io.farshore.core.write.WriterCounts;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The longest run of records from the batch's start that are all settled: acknowledged by the
 * target, or skipped. What a record says is taken only when it becomes part of it, so a heartbeat's
 * watermark is never taken before all records before it are acknowledged (guarantee D).
 */
final class AcknowledgedPrefix {

  private static final byte OPEN = 0;
  private static final byte SKIPPED = 1;
  private static final byte COPIED = 2;

  private final List<StreamRecord> records;
  private final FarshoreRecord[] own;
  private final byte[] states;
  private final long epoch;
  private final CommitTimestampReader reader;
  private final Map<ProducerId, TakenWatermark> watermarks = new HashMap<>();
  private Instant highestCommitTimestamp;
  private int length;
  private int copied;
  private int heartbeats;
  private int unreadable;

  /**
   * Nothing is settled yet.
   *
   * @param epoch the number of the epoch whose heartbeats are taken
   */
  AcknowledgedPrefix(List<StreamRecord> records, long epoch, CommitTimestampReader reader) {
    this.records = records;
    this.own = new FarshoreRecord[records.size()];
    this.states = new byte[records.size()];
    this.epoch = epoch;
    this.reader = reader;
  }

  /** The record at {@code index} is of an earlier epoch. */
  void skip(int index) {
    settle(index, SKIPPED);
  }

  /** The record at {@code index} is one of Farshore's own. */
  void isOwn(int index, FarshoreRecord record) {
    own[index] = record;
  }

  /** The target has acknowledged the record at {@code index}. */
  void acknowledge(int index) {
    settle(index, COPIED);
  }

  private void settle(int index, byte state) {
    states[index] = state;
    while (length < states.length && states[length] != OPEN) {
      if (states[length] == COPIED) {
        take(length);
      }
      length++;
    }
  }

  private void take(int index) {
    copied++;
    if (own[index] instanceof Heartbeat heartbeat) {
      heartbeats++;
      if (heartbeat.epoch() == epoch) {
        watermarks.put(
            heartbeat.producer(), new TakenWatermark(heartbeat.watermark(), heartbeat.sentAt()));
      }
    } else if (own[index] == null) {
      takeCommitTimestamp(records.get(index));
    }
  }

  private void takeCommitTimestamp(StreamRecord record) {
    if (reader.read(record.data()) instanceof CommitTimestamp.Read read) {
      if (highestCommitTimestamp == null || read.instant().isAfter(highestCommitTimestamp)) {
        highestCommitTimestamp = read.instant();
      }
    } else {
      unreadable++;
    }
  }

  int length() {
    return length;
  }

  boolean isWhole() {
    return length == states.length;
  }

  /** The last record of the prefix, which must not be empty. */
  StreamRecord last() {
    return records.get(length - 1);
  }

  /** The first record after it; empty when it is whole. */
  Optional<StreamRecord> firstAfter() {
    return isWhole() ? Optional.empty() : Optional.of(records.get(length));
  }

  /** The last heartbeat of this epoch, by producer. */
  Map<ProducerId, TakenWatermark> watermarks() {
    return watermarks;
  }

  Optional<Instant> highestCommitTimestamp() {
    return Optional.ofNullable(highestCommitTimestamp);
  }

  CopyCounts counts(WriterCounts writer) {
    return new CopyCounts(copied, length - copied, heartbeats, unreadable, writer);
  }
}
