package io.farshore.lab.kinesis;

import java.time.Instant;

/** Takes the records of one shard in order, and keeps them as long as its store does. */
@FunctionalInterface
interface RecordSink {

  /**
   * Takes a record. When this returns, the record outlives the process, if the store does.
   *
   * @param horizon what arrived before it is not needed any more
   */
  void append(StoredRecord stored, Instant horizon);
}
