package io.farshore.command.produce;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.producer.changelog.Change;
import io.farshore.producer.changelog.ChangeLog;
import io.farshore.producer.changelog.ChangeLogUnreadable;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * A change log that gives its changes no faster than allowed, and says when it has ended. What was
 * given once comes again at once after a rewind. The first unreadable change is kept for whoever
 * asks. Used by one thread at a time, but for {@link #unreadable} and {@link #given}.
 */
final class PacedLog implements ChangeLog {

  private final ChangeLog log;
  private final LongSupplier allowed;
  private final BooleanSupplier complete;
  private long farthest;
  private boolean rewound;
  private volatile long given;
  private volatile Optional<String> unreadable = Optional.empty();

  /**
   * Over a log whose positions are line numbers.
   *
   * @param allowed how many changes may have been given by now; never falls
   * @param complete true once nothing is appended any more
   */
  PacedLog(ChangeLog log, LongSupplier allowed, BooleanSupplier complete) {
    this.log = log;
    this.allowed = allowed;
    this.complete = complete;
  }

  /** What is wrong with the change that could not be read; empty while all could. */
  Optional<String> unreadable() {
    return unreadable;
  }

  /** How many changes were given, repeats not counted. */
  long given() {
    return given;
  }

  @Override
  public Optional<Watermark> oldest() {
    return log.oldest();
  }

  @Override
  public void seek(Watermark point) {
    log.seek(point);
    rewound = true;
  }

  @Override
  public Read next() {
    // Asked even when it does not matter: the first question starts the pace.
    boolean mayGiveMore = given < allowed.getAsLong();
    if (!rewound && !mayGiveMore) {
      return new Read.NothingYet();
    }
    // Asked first: what is appended before it is complete must be read after.
    boolean wasComplete = complete.getAsBoolean();
    Read read;
    try {
      read = log.next();
    } catch (ChangeLogUnreadable e) {
      unreadable = Optional.of(e.getMessage());
      throw e;
    }
    if (read instanceof Read.Found found) {
      count(found.change());
    }
    return read instanceof Read.NothingYet && wasComplete ? new Read.End() : read;
  }

  private void count(Change change) {
    long line = Long.parseLong(change.position());
    rewound = line < farthest;
    if (line > farthest) {
      farthest = line;
      given++;
    }
  }

  @Override
  public void close() {
    log.close();
  }
}
