package io.farshore.core.stream;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A record as it was read from a stream.
 *
 * @param partitionKey as it was written
 * @param data as it was written, possibly empty; not to be changed, its position not to be moved
 *     (use {@link ByteBuffer#duplicate()})
 * @param sequenceNumber its place in its shard
 * @param arrivedAt when Kinesis took it; milliseconds, not monotonic, good for lag only
 */
public record StreamRecord(
    String partitionKey, ByteBuffer data, SequenceNumber sequenceNumber, Instant arrivedAt) {}
