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
    return "shardId-%012d".formatted(index);
  }
}
