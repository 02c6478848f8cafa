package io.farshore.producer.changelog;

import io.farshore.core.commit.CommitTimestamp;
import io.farshore.core.commit.CommitTimestampReader;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Commit timestamps of lines; unlike a replicator's, a change log's must be readable. */
final class CommitTimestamps {

  private final String pointer;
  private final CommitTimestampReader reader;

  CommitTimestamps(String pointer) {
    this.pointer = pointer;
    this.reader = CommitTimestampReader.at(pointer);
  }

  Instant read(byte[] line) throws JsonChange.Malformed {
    CommitTimestamp read = reader.read(ByteBuffer.wrap(line));
    if (read instanceof CommitTimestamp.Read found) {
      return found.instant();
    }
    throw new JsonChange.Malformed(problem(((CommitTimestamp.Unreadable) read).reason()));
  }

  private String problem(CommitTimestamp.Reason reason) {
    return switch (reason) {
      case ABSENT ->
          "there is no commit timestamp at "
              + pointer
              + "; give one to every change, or name the place where it is";
      case EMPTY, NOT_JSON, NOT_A_TIMESTAMP, OUT_OF_RANGE ->
          "the commit timestamp at "
              + pointer
              + " can't be read; write ISO-8601 such as 2026-01-31T12:00:00Z, or the seconds,"
              + " milliseconds or microseconds since 1970";
    };
  }
}
