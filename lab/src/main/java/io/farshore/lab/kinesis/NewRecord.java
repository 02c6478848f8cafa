package io.farshore.lab.kinesis;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A record to be written. */
record NewRecord(String partitionKey, Optional<BigInteger> explicitHashKey, byte[] data) {

  BigInteger hashKey() {
    return explicitHashKey.orElseGet(() -> HashRange.hashKey(partitionKey));
  }

  /** What counts against the limits: the data and the partition key. */
  int size() {
    return data.length + partitionKey.getBytes(StandardCharsets.UTF_8).length;
  }
}
