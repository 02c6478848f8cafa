package io.farshore.verifier.evidence;

import java.util.List;

/**
 * One shard of a Region's stream, also when it holds nothing.
 *
 * @param shardId its id
 * @param parentShardIds one after a split, two after a merge, none at the beginning
 * @param records in the order of the dump, which must be that of their sequence numbers
 */
public record DumpedShard(String shardId, List<String> parentShardIds, List<DumpedRecord> records) {
  /** Copies both lists. */
  public DumpedShard {
    parentShardIds = List.copyOf(parentShardIds);
    records = List.copyOf(records);
  }
}
