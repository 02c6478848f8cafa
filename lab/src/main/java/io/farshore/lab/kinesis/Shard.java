package io.farshore.lab.kinesis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One shard and its records. Thread-safe. */
final class Shard {

  private static final long MAX_READ_BYTES = 10 << 20;

  private final String id;
  private final List<String> parents;
  private final HashRange range;
  private final Instant createdAt;
  private final SequenceNumbers numbers;
  private final String startingSequenceNumber;
  private final WriteLimit limit;
  private final RecordLog log = new RecordLog();
  private Optional<String> endingSequenceNumber = Optional.empty();
  private Optional<Instant> closedAt = Optional.empty();
  private ReadFrom latest = ReadFrom.trimHorizon();

  Shard(int index, List<String> parents, HashRange range, Instant createdAt) {
    this.id = "shardId-%012d".formatted(index);
    this.parents = List.copyOf(parents);
    this.range = range;
    this.createdAt = createdAt;
    this.numbers = new SequenceNumbers(index, createdAt.toEpochMilli());
    this.startingSequenceNumber = numbers.next(createdAt.toEpochMilli());
    this.limit = new WriteLimit(createdAt.toEpochMilli());
  }

  String id() {
    return id;
  }

  HashRange range() {
    return range;
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
    String number = numbers.next(now.toEpochMilli());
    log.append(new StoredRecord(number, entry.partitionKey(), entry.data(), now));
    latest = ReadFrom.after(number);
    return new Written(Optional.of(number), Optional.empty());
  }

  /**
   * Closes the shard: from now on it refuses records.
   *
   * @return the time from which its children's numbers may rise, above all of its own
   */
  synchronized Instant close(Instant now) {
    endingSequenceNumber = Optional.of(numbers.next(now.toEpochMilli()));
    closedAt = Optional.of(now);
    return Instant.ofEpochMilli(numbers.lastMillis() + 1);
  }

  synchronized ShardBatch read(ReadFrom from, int limit, Instant now, Instant horizon) {
    log.trim(horizon);
    int start = log.indexOf(from);
    List<StoredRecord> records = log.from(start, limit, MAX_READ_BYTES);
    int end = start + records.size();
    ReadFrom next =
        records.isEmpty() ? from : ReadFrom.after(records.get(records.size() - 1).sequenceNumber());
    boolean tip = end == log.size();
    Duration behind =
        tip ? Duration.ZERO : Duration.between(log.get(end).approximateArrivalTimestamp(), now);
    return new ShardBatch(records, next, tip && closedAt.isPresent(), positive(behind));
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
        id,
        parents,
        range.start(),
        range.end(),
        startingSequenceNumber,
        endingSequenceNumber,
        createdAt,
        closedAt);
  }

  private static Duration positive(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
