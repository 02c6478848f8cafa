package io.farshore.core.replication;

import io.farshore.core.stream.StreamRecord;
import java.util.List;

/**
 * A batch as Lambda hands it out.
 *
 * @param shardId the one shard that all records are of
 * @param records in shard order, at least one
 */
public record SourceBatch(String shardId, List<StreamRecord> records) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException when there is no record
   */
  public SourceBatch {
    records = List.copyOf(records);
    if (records.isEmpty()) {
      throw new IllegalArgumentException("A batch has at least one record");
    }
  }

  StreamRecord first() {
    return records.get(0);
  }
}
