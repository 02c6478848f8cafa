package io.farshore.lab.kinesis;

import java.time.Duration;
import java.util.List;

/**
 * What was read of a shard at one go.
 *
 * @param records in order; may be empty
 * @param next where to read on
 * @param endOfShard true when the shard is closed and these are its last records; its children, if
 *     any, may be read now
 * @param behindLatest how old the next unread record is; with none, for how long the shard has been
 *     closed, and zero while it is open
 */
public record ShardBatch(
    List<StoredRecord> records, ReadFrom next, boolean endOfShard, Duration behindLatest) {

  /** The size of all records' data. */
  long bytes() {
    return records.stream().mapToLong(each -> each.data().length).sum();
  }
}
