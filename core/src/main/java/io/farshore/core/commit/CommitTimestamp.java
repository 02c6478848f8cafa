package io.farshore.core.commit;

import java.time.Instant;

/** What a record says of its commit timestamp. */
public sealed interface CommitTimestamp {

  /**
   * It was read.
   *
   * @param instant to the nanosecond as far as the text or number goes
   */
  record Read(Instant instant) implements CommitTimestamp {}

  /**
   * It could not be read. The record is copied all the same, and counted.
   *
   * @param reason why
   */
  record Unreadable(Reason reason) implements CommitTimestamp {}

  /** Why a commit timestamp could not be read. */
  enum Reason {
    /** The record has no data. */
    EMPTY,
    /** What comes before the pointer's place is not JSON. */
    NOT_JSON,
    /** The JSON has nothing there, or {@code null}. */
    ABSENT,
    /** What is there is neither a timestamp's text nor a number. */
    NOT_A_TIMESTAMP,
    /** A number too large to be a time. */
    OUT_OF_RANGE
  }
}
