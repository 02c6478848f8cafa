package io.farshore.core.stream;

import java.math.BigInteger;
import java.util.List;

/**
 * A shard as ListShards shows it.
 *
 * @param id such as {@code shardId-000000000000}
 * @param startingHashKey the lowest hash key that falls into it
 * @param endingHashKey the highest
 * @param parents none, one (split) or two (merge); a parent may have left the listing already
 * @param open false once it was split or merged
 */
public record Shard(
    String id,
    BigInteger startingHashKey,
    BigInteger endingHashKey,
    List<String> parents,
    boolean open) {
  /** Copies the list. */
  public Shard {
    parents = List.copyOf(parents);
  }
}
