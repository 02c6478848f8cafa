package io.farshore.core.replication;

import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;

/**
 * A batch came of a shard that the stream's listing does not have yet, so that its parents are not
 * known. The batch comes again.
 */
public final class ShardNotListed extends RuntimeException {
  /** Names the shard. */
  public ShardNotListed(StreamName stream, Region source, String shardId) {
    super(stream + ": the listing of " + source + " does not have " + shardId + " yet");
  }
}
