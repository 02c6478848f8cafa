package io.farshore.producer.changelog;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.commit.CommitTimestampReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A change log in a file of JSON lines with {@code key} and a commit timestamp, in commit order;
 * timestamps may fall back a little.
 *
 * <p>A change's data are its line's own bytes without the line end ({@code \n} or {@code \r\n}).
 * Its position is its line number, from 1. Blank lines are skipped: they count as lines, but are no
 * changes. Not thread-safe.
 */
public final class JsonLinesChangeLog implements ChangeLog {

  private static final int LINES_BETWEEN_MARKS = 1000;

  private final Path path;
  private final CommitTimestamps timestamps;
  private final Growth growth;
  private final LineReader lines;

  /** Places to start a seek at, ascending; the first is the beginning of the file. */
  private final List<Place> marks = new ArrayList<>(List.of(Place.BEGINNING));

  private Place place = Place.BEGINNING;

  private JsonLinesChangeLog(
      Path path, CommitTimestamps timestamps, Growth growth, LineReader lines) {
    this.path = path;
    this.timestamps = timestamps;
    this.growth = growth;
    this.lines = lines;
  }

  /**
   * Opens a file at its beginning.
   *
   * @param commitTimestampPointer where a line has its commit timestamp, {@link
   *     CommitTimestampReader#DEFAULT_POINTER} as a rule
   * @throws ChangeLogUnreadable when there is no such file, or it can't be opened
   * @throws IllegalArgumentException when the pointer is not a JSON pointer
   */
  public static JsonLinesChangeLog open(Path path, String commitTimestampPointer, Growth growth) {
    CommitTimestamps timestamps = new CommitTimestamps(commitTimestampPointer);
    try {
      LineReader lines = new LineReader(path, JsonChange.MOST_BYTES + 1);
      return new JsonLinesChangeLog(path, timestamps, growth, lines);
    } catch (NoSuchFileException e) {
      throw new ChangeLogUnreadable(path.toString(), "there is no such file; check its path", e);
    } catch (IOException e) {
      throw new ChangeLogUnreadable(path.toString(), e.toString(), e);
    }
  }

  /**
   * Reads a whole file once, so that a bad line is refused before anything is produced.
   *
   * @return how many changes it holds
   * @throws ChangeLogUnreadable naming the first line that can't be read, and the fix
   * @throws IllegalArgumentException when the pointer is not a JSON pointer
   */
  public static long validate(Path path, String commitTimestampPointer) {
    long changes = 0;
    try (JsonLinesChangeLog log = open(path, commitTimestampPointer, new Growth.Complete())) {
      while (log.next() instanceof Read.Found) {
        changes++;
      }
    }
    return changes;
  }

  @Override
  public Optional<Watermark> oldest() {
    Place before = place;
    try {
      moveTo(Place.BEGINNING);
      return next() instanceof Read.Found found
          ? Optional.of(found.change().watermark())
          : Optional.empty();
    } finally {
      moveTo(before);
    }
  }

  @Override
  public void seek(Watermark point) {
    if (point.position().isPresent()) {
      seekLine(point, line(point));
    } else {
      seekTimestamp(point.commitTimestamp().orElse(Instant.MIN));
    }
  }

  private long line(Watermark point) {
    try {
      return Long.parseLong(point.position().orElseThrow());
    } catch (NumberFormatException e) {
      throw new LogNoLongerReachesBack(
          path.toString(), point, "its positions are line numbers, and this is none");
    }
  }

  /**
   * To a line, which must be the one that the resume point was taken from: the timestamp that the
   * log has reached before or with the next change there is the point's own.
   */
  private void seekLine(Watermark point, long line) {
    moveTo(lastMark(mark -> mark.line() <= line));
    while (place.line() < line && passLine()) {
      // Each line moves the place, and its timestamp counts for all behind it.
    }
    Place there = place;
    Optional<Instant> before = there.reached();
    Optional<Instant> with = readChange().map(Change::commitTimestamp);
    moveTo(there);
    Optional<Instant> wanted = point.commitTimestamp();
    if (there.line() != line || !(before.equals(wanted) || with.equals(wanted))) {
      throw new LogNoLongerReachesBack(
          path.toString(),
          point,
          there.line() < line
              ? "it has " + (there.line() - 1) + " lines"
              : "the change there has commit timestamp "
                  + with.map(Instant::toString).orElse("none"));
    }
  }

  private void seekTimestamp(Instant from) {
    moveTo(lastMark(mark -> mark.reached().map(from::isAfter).orElse(true)));
    Place there = place;
    Optional<Change> change = readChange();
    while (change.isPresent() && change.get().commitTimestamp().isBefore(from)) {
      there = place;
      change = readChange();
    }
    moveTo(there);
  }

  private Place lastMark(java.util.function.Predicate<Place> wanted) {
    Place last = Place.BEGINNING;
    for (Place mark : marks) {
      if (!wanted.test(mark)) {
        break;
      }
      last = mark;
    }
    return last;
  }

  @Override
  public Read next() {
    if (growth instanceof Growth.Committed committed) {
      skipBlankLines();
      if (place.line() > committed.committedLines().getAsLong()) {
        return isAtEnd() ? new Read.End() : new Read.NothingYet();
      }
    }
    Optional<Change> change = readChange();
    if (change.isPresent()) {
      return new Read.Found(change.get());
    }
    return growth instanceof Growth.Appended ? new Read.NothingYet() : new Read.End();
  }

  private void skipBlankLines() {
    Place there = place;
    Optional<byte[]> line = readLine();
    while (line.isPresent() && isBlank(line.get())) {
      there = place;
      line = readLine();
    }
    moveTo(there);
  }

  private boolean isAtEnd() {
    Place there = place;
    boolean end = readLine().isEmpty();
    moveTo(there);
    return end;
  }

  /** Reads one line, blank or not; false at the end. */
  private boolean passLine() {
    long number = place.line();
    Optional<byte[]> line = readLine();
    line.filter(bytes -> !isBlank(bytes)).ifPresent(bytes -> change(number, bytes));
    return line.isPresent();
  }

  private Optional<Change> readChange() {
    Place before = place;
    while (true) {
      long number = place.line();
      Optional<byte[]> line = readLine();
      if (line.isEmpty()) {
        return Optional.empty();
      }
      if (!isBlank(line.get())) {
        try {
          return Optional.of(change(number, line.get()));
        } catch (ChangeLogUnreadable e) {
          moveTo(before);
          throw e;
        }
      }
    }
  }

  private Change change(long number, byte[] line) {
    try {
      String key = JsonChange.key(line);
      Instant own = timestamps.read(line);
      Instant reached = place.reached().filter(own::isBefore).orElse(own);
      place = new Place(place.line(), place.offset(), Optional.of(reached));
      addMark();
      return new Change(
          key,
          ByteBuffer.wrap(line).asReadOnlyBuffer(),
          reached,
          Long.toString(number),
          Long.toString(number + 1));
    } catch (JsonChange.Malformed e) {
      throw new ChangeLogUnreadable(path.toString(), number, e.getMessage());
    }
  }

  private void addMark() {
    if (place.line() - marks.get(marks.size() - 1).line() >= LINES_BETWEEN_MARKS) {
      marks.add(place);
    }
  }

  private static boolean isBlank(byte[] line) {
    for (byte each : line) {
      if (each != ' ' && each != '\t') {
        return false;
      }
    }
    return true;
  }

  private Optional<byte[]> readLine() {
    try {
      Optional<byte[]> line = lines.next(!(growth instanceof Growth.Appended));
      if (line.isPresent()) {
        place = new Place(place.line() + 1, lines.offset(), place.reached());
      }
      return line;
    } catch (IOException e) {
      throw new ChangeLogUnreadable(path.toString(), e.toString(), e);
    }
  }

  private void moveTo(Place to) {
    try {
      if (to.offset() != lines.offset()) {
        lines.seek(to.offset());
      }
      place = to;
    } catch (IOException e) {
      throw new ChangeLogUnreadable(path.toString(), e.toString(), e);
    }
  }

  /** The file's path. */
  @Override
  public String toString() {
    return path.toString();
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A place between two lines.
   *
   * @param line the number of the line that follows
   * @param offset where it begins
   * @param reached the largest commit timestamp before it; empty where there is none
   */
  private record Place(long line, long offset, Optional<Instant> reached) {
    static final Place BEGINNING = new Place(1, 0, Optional.empty());
  }
}
