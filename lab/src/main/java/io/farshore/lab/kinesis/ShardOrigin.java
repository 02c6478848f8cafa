package io.farshore.lab.kinesis;

import java.time.Instant;
import java.util.List;

/**
 * What a shard is from its beginning.
 *
 * @param index its place in the order in which the stream's shards were made, from 0
 * @param parentIds none, the parent, or parent and adjacent parent
 */
record ShardOrigin(int index, List<String> parentIds, HashRange range, Instant createdAt) {

  ShardOrigin {
    parentIds = List.copyOf(parentIds);
  }

  String shardId() {
    return shardId(index);
  }

  static String shardId(int index) {
    // Every record that is written names its shard: a formatter took a third of the call.
    String digits = Integer.toString(index);
    return "shardId-" + "0".repeat(12 - digits.length()) + digits;
  }
}
