package io.farshore.lab.kinesis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One shard and its records. Thread-safe. */
final class Shard {

  private static final long MAX_READ_BYTES = 10 << 20;

  private final ShardOrigin origin;
  private final Numbering numbers;
  private final RecordSink sink;
  private final Supplier<Duration> retention;
  private final WriteLimit limit;
  private final ReadLimit readLimit;
  private final RecordLog log = new RecordLog();
  private Optional<String> endingSequenceNumber = Optional.empty();
  private Optional<Instant> closedAt = Optional.empty();
  private ReadFrom latest = ReadFrom.trimHorizon();

  /**
   * An open shard without records.
   *
   * @param sink takes every record before it is answered
   * @param retention for how long records are kept, now
   */
  Shard(ShardOrigin origin, Numbering numbers, RecordSink sink, Supplier<Duration> retention) {
    this.origin = origin;
    this.numbers = numbers;
    this.sink = sink;
    this.retention = retention;
    this.limit = new WriteLimit(origin.createdAt().toEpochMilli());
    this.readLimit = new ReadLimit(origin.createdAt().toEpochMilli());
  }

  String id() {
    return origin.shardId();
  }

  HashRange range() {
    return origin.range();
  }

  ReadLimit readLimit() {
    return readLimit;
  }

  /** The second in which it was born, as its sequence numbers say. */
  long bornAt() {
    return numbers.bornAt();
  }

  int index() {
    return origin.index();
  }

  /** What becomes of a record that is to be written. */
  enum Refusal {
    CLOSED,
    THROTTLED
  }

  /** A record that was written, or why it was not. */
  record Written(Optional<String> sequenceNumber, Optional<Refusal> refusal) {

    private static Written refused(Refusal why) {
      return new Written(Optional.empty(), Optional.of(why));
    }
  }

  synchronized Written append(NewRecord entry, Instant now, boolean limited) {
    if (closedAt.isPresent()) {
      return Written.refused(Refusal.CLOSED);
    }
    if (limited && !limit.admit(entry.size(), now.toEpochMilli())) {
      return Written.refused(Refusal.THROTTLED);
    }
    Instant horizon = now.minus(retention.get());
    String number = numbers.next(now.getEpochSecond());
    StoredRecord stored = new StoredRecord(number, entry.partitionKey(), entry.data(), now);
    sink.append(stored, horizon);
    log.trim(horizon);
    log.append(stored);
    latest = ReadFrom.after(number);
    return new Written(Optional.of(number), Optional.empty());
  }

  /** Puts back a record that was written before the lab was started. */
  synchronized void restore(StoredRecord stored) {
    log.append(stored);
  }

  /** Goes on behind the last record that was ever written, kept or not. */
  synchronized void resumeAfter(String sequenceNumber) {
    latest = ReadFrom.after(sequenceNumber);
    numbers.resumeAfter(sequenceNumber);
  }

  /** Puts back how the shard was closed. */
  synchronized void restoreClosed(String lastNumber, Instant when) {
    endingSequenceNumber = Optional.of(lastNumber);
    closedAt = Optional.of(when);
  }

  /**
   * Closes the shard: from now on it refuses records.
   *
   * @return the epoch second from which on its children may be born
   */
  synchronized long close(Instant now) {
    endingSequenceNumber = Optional.of(numbers.last(now.getEpochSecond()));
    closedAt = Optional.of(now);
    return numbers.nextBirth(now.getEpochSecond());
  }

  /** Drops what is older than the retention, and never comes back. */
  synchronized void trim(Instant now) {
    log.trim(now.minus(retention.get()));
  }

  /** Drops what arrived before {@code horizon}, whatever the retention is. */
  synchronized void drop(Instant horizon) {
    log.trim(horizon);
  }

  ShardBatch read(ReadFrom from, int limit, Instant now) {
    return read(from, limit, MAX_READ_BYTES, now);
  }

  synchronized ShardBatch read(ReadFrom from, int limit, long maxBytes, Instant now) {
    trim(now);
    int start = log.indexOf(from);
    List<StoredRecord> records = log.from(start, limit, maxBytes);
    int end = start + records.size();
    ReadFrom next =
        records.isEmpty() ? from : ReadFrom.after(records.get(records.size() - 1).sequenceNumber());
    boolean tip = end == log.size();
    Instant upTo = tip ? closedAt.orElse(now) : log.get(end).approximateArrivalTimestamp();
    boolean endOfShard = tip && closedAt.isPresent();
    return new ShardBatch(records, next, endOfShard, positive(Duration.between(upTo, now)));
  }

  /** The place behind everything that was ever written. */
  synchronized ReadFrom latest() {
    return latest;
  }

  synchronized ReadFrom since(Instant time) {
    ReadFrom first = log.firstSince(time);
    return log.indexOf(first) == log.size() ? latest : first;
  }

  synchronized List<StoredRecord> all() {
    return log.from(log.indexOf(ReadFrom.trimHorizon()), Integer.MAX_VALUE, Long.MAX_VALUE);
  }

  synchronized ShardInfo info() {
    return new ShardInfo(
        id(),
        origin.parentIds(),
        range().start(),
        range().end(),
        numbers.first(),
        endingSequenceNumber,
        origin.createdAt(),
        closedAt);
  }

  private static Duration positive(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
