package io.farshore.lab.kinesis;

import java.time.Instant;

/**
 * A record in a shard.
 *
 * @param sequenceNumber 56 digits
 * @param data the bytes as they came; shared, so that nobody may change them
 * @param approximateArrivalTimestamp to the millisecond
 */
public record StoredRecord(
    String sequenceNumber, String partitionKey, byte[] data, Instant approximateArrivalTimestamp) {}
