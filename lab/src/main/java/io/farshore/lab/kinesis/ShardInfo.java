package io.farshore.lab.kinesis;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A shard as a listing shows it.
 *
 * @param parentShardIds none, the parent, or parent and adjacent parent in this order; they may be
 *     trimmed by now
 * @param endingSequenceNumber empty while the shard is open
 * @param closedAt empty while the shard is open
 */
public record ShardInfo(
    String shardId,
    List<String> parentShardIds,
    BigInteger startingHashKey,
    BigInteger endingHashKey,
    String startingSequenceNumber,
    Optional<String> endingSequenceNumber,
    Instant createdAt,
    Optional<Instant> closedAt) {

  /** True until the shard is split or merged. */
  public boolean isOpen() {
    return endingSequenceNumber.isEmpty();
  }
}
