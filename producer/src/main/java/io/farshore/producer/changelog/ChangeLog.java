package io.farshore.producer.changelog;

import io.farshore.core.checkpoint.Watermark;
import java.util.Optional;

/**
 * A log of changes in commit order that can be rewound: a file, a table of outgoing messages, a
 * database's own log.
 *
 * <p>Used by one thread at a time. Calls are made on the producer's event loop and are expected to
 * return quickly: a reader of something slow reads ahead on a thread of its own and answers {@link
 * Read.NothingYet} meanwhile.
 */
public interface ChangeLog extends AutoCloseable {

  /**
   * The place of the oldest change that the log still holds; empty while it holds none.
   *
   * @throws ChangeLogUnreadable when it can't be read
   */
  Optional<Watermark> oldest();

  /**
   * Moves the reader to a resume point: to its position where it has one, else to the first change
   * whose commit timestamp (as {@link Change#commitTimestamp} defines it) is at or after it. The
   * bound is inclusive because many changes may share one timestamp. {@link Watermark#START} is the
   * oldest change.
   *
   * @throws LogNoLongerReachesBack when the log does not hold the position. (Whether a resume point
   *     without a position is still reached is for the caller to judge, by {@link #oldest}.)
   * @throws ChangeLogUnreadable when the log can't be read on the way there
   */
  void seek(Watermark point);

  /**
   * Reads the next change.
   *
   * @throws ChangeLogUnreadable when it can't be read; the reader stays in front of it
   */
  Read next();

  @Override
  void close();

  /** What came of reading on. */
  sealed interface Read {

    /**
     * There was a change.
     *
     * @param change it
     */
    record Found(Change change) implements Read {}

    /** All that is there has been read; more may come. */
    record NothingYet() implements Read {}

    /** The log has ended: nothing more will come behind this place. */
    record End() implements Read {}
  }
}
