package io.farshore.core.replication;

import io.farshore.core.stream.Region;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.StreamName;
import java.time.Duration;
import java.time.Instant;

/**
 * The source may have dropped records of the shard that were not copied, or Lambda has given a
 * batch up. Nothing is copied, and the shard's watermark stands, until the batch is replayed or a
 * new epoch is opened.
 */
public final class Gap extends RuntimeException {
  /** Names the shard, and how old what is known of it is. */
  public Gap(
      StreamName stream, Region source, String shardId, Instant knownUntil, Duration retention) {
    super(
        stream
            + ": "
            + shardId
            + " of "
            + source
            + " was copied up to "
            + knownUntil
            + ", too long ago for a retention of "
            + retention.toHours()
            + " hours: records may be missing. Replay them, or open a new epoch in "
            + source
            + ", which rewinds the producers");
  }

  /** Names the shard, and between which records some were passed over. */
  public Gap(
      StreamName stream, Region source, String shardId, SequenceNumber after, String before) {
    super(
        stream
            + ": of "
            + shardId
            + " in "
            + source
            + " records after "
            + after
            + " were passed over before "
            + before
            + " was handed out. Put them back (farshore replay), or open a new epoch in "
            + source
            + ", which rewinds the producers");
  }
}
