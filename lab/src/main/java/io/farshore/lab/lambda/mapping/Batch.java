package io.farshore.lab.lambda.mapping;

import java.util.List;

/**
 * Records that go to the function together.
 *
 * @param records not empty, in the order of the shard
 * @param attempts how often they have failed
 */
record Batch(List<StreamSource.Record> records, int attempts) {

  Batch(List<StreamSource.Record> records) {
    this(records, 0);
  }

  Batch failedOnceMore() {
    return new Batch(records, attempts + 1);
  }

  /** The records from {@code sequenceNumber} on. */
  Batch from(String sequenceNumber) {
    int at = sequenceNumbers().indexOf(sequenceNumber);
    return at == 0 ? this : new Batch(records.subList(at, records.size()), 0);
  }

  /** Both halves; halving costs no retry. */
  List<Batch> halves() {
    int middle = records.size() / 2;
    return List.of(
        new Batch(records.subList(0, middle), attempts),
        new Batch(records.subList(middle, records.size()), attempts));
  }

  List<String> sequenceNumbers() {
    return records.stream().map(StreamSource.Record::sequenceNumber).toList();
  }

  String last() {
    return records.get(records.size() - 1).sequenceNumber();
  }
}
