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
 * @param behindLatest how old the next unread record is; zero when there is none
 */
public record ShardBatch(
    List<StoredRecord> records, ReadFrom next, boolean endOfShard, Duration behindLatest) {}
