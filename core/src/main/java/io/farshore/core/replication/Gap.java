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

  /** What is known of the shard in which records may be missing. */
  public enum Known {
    /** Records of it were copied in the epoch. */
    COPIED("was copied up to"),
    /** It was entered for its parent, and no batch of it has come since. */
    ENTERED("was entered, and its parent copied up to"),
    /** The epoch was opened, and nothing of it has been copied since. */
    OPENED("was not copied since the epoch was opened at"),
    /** The source does not list it any more, and nothing of it was copied in the epoch. */
    DROPPED("is not listed any more, and was not copied since the epoch was opened at"),
    /** It closed while the epoch was opened: its children have been written to since. */
    CLOSED_WHILE_OPENING("closed while the epoch was opened at"),
    /** The source still has records that come before what was handed out. */
    PASSED_OVER("was passed over");

    private final String words;

    Known(String words) {
      this.words = words;
    }
  }

  private final Known known;
  private final boolean inAncestor;

  /** Names the shard, and how old what is known of it is. */
  Gap(StreamName stream, Region source, String shardId, Since since, Duration retention) {
    this(
        since.known(),
        false,
        stream + ": " + shardId + " of " + source + since.tooLongAgo(retention) + rewind(source));
  }

  private Gap(Known known, boolean inAncestor, String message) {
    super(message);
    this.known = known;
    this.inAncestor = inAncestor;
  }

  /** Of a shard that was born later: names the one that it comes from, too. */
  static Gap inAncestor(
      StreamName stream,
      Region source,
      String shardId,
      String ancestor,
      Since since,
      Duration retention) {
    return new Gap(
        since.known(),
        true,
        stream
            + ": "
            + shardId
            + " of "
            + source
            + " comes from "
            + ancestor
            + ", which"
            + since.tooLongAgo(retention)
            + rewind(source));
  }

  /** Names the shard, and between which records some were passed over. */
  static Gap passedOver(
      StreamName stream, Region source, String shardId, SequenceNumber after, String before) {
    return new Gap(
        Known.PASSED_OVER,
        false,
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

  private static String rewind(Region source) {
    return "Replay them, or open a new epoch in " + source + ", which rewinds the producers";
  }

  /** What is known of the shard in which records may be missing. */
  public Known known() {
    return known;
  }

  /** Whether that shard is not the one whose batch came, but one that it comes from. */
  public boolean isInAncestor() {
    return inAncestor;
  }

  /** Up to when all of a shard is known to be copied, and by what. */
  record Since(Known known, Instant at) {

    private String tooLongAgo(Duration retention) {
      return " "
          + known.words
          + " "
          + at
          + ", too long ago for a retention of "
          + retention.toHours()
          + " hours: records may be missing. ";
    }
  }
}
