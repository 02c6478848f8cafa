package io.farshore.lab.kinesis;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** A record to be written; the shard that has the hash key takes it. */
record NewRecord(String partitionKey, BigInteger hashKey, byte[] data) {

  /** What counts against the limits: the data and the partition key. */
  int size() {
    return data.length + partitionKey.getBytes(StandardCharsets.UTF_8).length;
  }
}
