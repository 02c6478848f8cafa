package io.farshore.verifier.evidence;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that is in one Region's stream.
 *
 * @param region the Region
 * @param shards its shards, closed ones included
 */
public record RegionStream(String region, List<DumpedShard> shards) {
  /** Copies the list. */
  public RegionStream {
    shards = List.copyOf(shards);
  }

  /** The shards with every parent before its children; otherwise as listed. */
  public List<DumpedShard> byLineage() {
    Map<String, DumpedShard> byId = byId();
    List<DumpedShard> order = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    shards.forEach(shard -> visit(shard, byId, seen, order));
    return order;
  }

  /** The shard and all that it descends from, as far as known. */
  public Set<String> lineOf(String shardId) {
    Map<String, DumpedShard> byId = byId();
    Set<String> line = new LinkedHashSet<>();
    collect(shardId, byId, line);
    return line;
  }

  private static void collect(String shardId, Map<String, DumpedShard> byId, Set<String> line) {
    if (line.add(shardId) && byId.containsKey(shardId)) {
      byId.get(shardId).parentShardIds().forEach(parent -> collect(parent, byId, line));
    }
  }

  private static void visit(
      DumpedShard shard, Map<String, DumpedShard> byId, Set<String> seen, List<DumpedShard> order) {
    if (seen.add(shard.shardId())) {
      shard.parentShardIds().stream()
          .filter(byId::containsKey)
          .forEach(parent -> visit(byId.get(parent), byId, seen, order));
      order.add(shard);
    }
  }

  private Map<String, DumpedShard> byId() {
    Map<String, DumpedShard> byId = new LinkedHashMap<>();
    shards.forEach(shard -> byId.put(shard.shardId(), shard));
    return byId;
  }
}
