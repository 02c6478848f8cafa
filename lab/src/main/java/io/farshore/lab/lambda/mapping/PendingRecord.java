package io.farshore.lab.lambda.mapping;

import java.nio.charset.StandardCharsets;

/** A record that was read and is not done with yet. Guarded by its shard's poller. */
final class PendingRecord {

  private final StreamSource.Record record;
  private final String json;
  private final int size;
  private boolean done;

  /** With the record as it stands in an event. */
  PendingRecord(StreamSource.Record record, String json) {
    this.record = record;
    this.json = json;
    this.size = json.getBytes(StandardCharsets.UTF_8).length;
  }

  StreamSource.Record record() {
    return record;
  }

  String sequenceNumber() {
    return record.sequenceNumber();
  }

  String json() {
    return json;
  }

  /** In bytes of JSON. */
  int size() {
    return size;
  }

  void finish() {
    done = true;
  }

  boolean done() {
    return done;
  }
}
