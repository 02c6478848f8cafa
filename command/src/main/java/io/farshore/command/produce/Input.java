package io.farshore.command.produce;

import io.farshore.command.UnusableInput;
import io.farshore.core.commit.CommitTimestampReader;
import io.farshore.producer.changelog.ChangeLogUnreadable;
import io.farshore.producer.changelog.Growth;
import io.farshore.producer.changelog.JsonLinesChangeLog;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Where the changes come from.
 *
 * @param file of JSON lines
 * @param name for people
 * @param changes how many it holds; empty while it grows
 * @param follows whether it is read on at its end
 * @param spool of standard input; empty for a file
 */
record Input(Path file, String name, OptionalLong changes, boolean follows, Optional<Spool> spool)
    implements AutoCloseable {

  private static final String POINTER = CommitTimestampReader.DEFAULT_POINTER;

  /** Standard input. */
  static Input of(InputStream standardInput) {
    Spool spool = Spool.of(standardInput);
    return new Input(
        spool.file(), "standard input", OptionalLong.empty(), false, Optional.of(spool));
  }

  /**
   * A file that is appended to.
   *
   * @throws UnusableInput when there is none
   */
  static Input growing(Path file) {
    try {
      JsonLinesChangeLog.open(file, POINTER, new Growth.Appended()).close();
    } catch (ChangeLogUnreadable e) {
      throw new UnusableInput(e.getMessage(), e);
    }
    return new Input(file, file.toString(), OptionalLong.empty(), true, Optional.empty());
  }

  /**
   * A file that is complete, read once so that nothing is produced of one with a bad line.
   *
   * @throws UnusableInput naming the line and what is wrong with it
   */
  static Input complete(Path file) {
    try {
      long changes = JsonLinesChangeLog.validate(file, POINTER);
      if (changes == 0) {
        throw new UnusableInput(
            file + " has no changes; write one JSON line a change, with key and commitTimestamp");
      }
      return new Input(file, file.toString(), OptionalLong.of(changes), false, Optional.empty());
    } catch (ChangeLogUnreadable e) {
      throw new UnusableInput(e.getMessage(), e);
    }
  }

  /** The log, from its beginning. */
  PacedLog open(LongSupplier allowed) {
    Growth growth = changes.isPresent() ? new Growth.Complete() : new Growth.Appended();
    return new PacedLog(
        JsonLinesChangeLog.open(file, POINTER, growth),
        allowed,
        () -> spool.map(Spool::isComplete).orElse(false));
  }

  @Override
  public void close() {
    spool.ifPresent(Spool::close);
  }
}
