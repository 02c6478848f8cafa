package io.farshore.verifier.evidence;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * One record as it lies in a shard.
 *
 * @param sequenceNumber its place in the shard
 * @param partitionKey its partition key
 * @param data its bytes; not to be modified
 * @param arrivedAt its approximate arrival timestamp
 */
public record DumpedRecord(
    BigInteger sequenceNumber, String partitionKey, byte[] data, Instant arrivedAt) {
  /** The bytes as a text that is equal exactly when they are. */
  public String content() {
    return new String(data, StandardCharsets.ISO_8859_1);
  }
}
