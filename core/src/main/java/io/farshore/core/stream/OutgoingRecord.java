package io.farshore.core.stream;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A record to be put into a stream.
 *
 * @param partitionKey 1 to 256 characters
 * @param explicitHashKey chooses the shard in place of the partition key's MD5, when present
 * @param data sent as it is, possibly empty; not to be changed before it is acknowledged
 */
public record OutgoingRecord(
    String partitionKey, Optional<BigInteger> explicitHashKey, ByteBuffer data) {

  /** A record whose shard follows from its partition key. */
  public static OutgoingRecord of(String partitionKey, ByteBuffer data) {
    return new OutgoingRecord(partitionKey, Optional.empty(), data);
  }

  /** What counts towards Kinesis's limits: data and partition key, in bytes (an upper bound). */
  public int size() {
    return data.remaining() + 4 * partitionKey.length();
  }
}
