package io.farshore.lab.lambda.mapping;

import java.util.List;

/**
 * Records that go to the function together.
 *
 * @param records not empty, in the order of the shard
 * @param attempts how often the function has failed at them
 */
record Batch(List<PendingRecord> records, int attempts) {

  Batch(List<PendingRecord> records) {
    this(records, 0);
  }

  Batch failedOnceMore() {
    return new Batch(records, attempts + 1);
  }

  /** The records in front of {@code sequenceNumber}. */
  List<PendingRecord> before(String sequenceNumber) {
    return records.subList(0, sequenceNumbers().indexOf(sequenceNumber));
  }

  /** The records from {@code sequenceNumber} on, as if they had not been tried yet. */
  Batch from(String sequenceNumber) {
    int at = sequenceNumbers().indexOf(sequenceNumber);
    return new Batch(records.subList(at, records.size()));
  }

  /** Both halves; halving costs no retry. */
  List<Batch> halves() {
    int middle = records.size() / 2;
    return List.of(
        new Batch(records.subList(0, middle), attempts),
        new Batch(records.subList(middle, records.size()), attempts));
  }

  List<String> sequenceNumbers() {
    return records.stream().map(PendingRecord::sequenceNumber).toList();
  }

  PendingRecord first() {
    return records.get(0);
  }

  PendingRecord last() {
    return records.get(records.size() - 1);
  }

  /** In bytes of the event. */
  int size() {
    return KinesisEvent.size(records);
  }
}
