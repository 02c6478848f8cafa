package io.farshore.command.drill;

import io.farshore.command.UnusableInput;
import io.farshore.core.commit.CommitTimestampReader;
import io.farshore.producer.changelog.ChangeLogUnreadable;
import io.farshore.producer.changelog.JsonLinesChangeLog;
import io.farshore.verifier.evidence.ChangeLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The change log of a drill, as a file that a producer reads and as the lines that the verdict
 * compares with.
 *
 * @param file where it is
 * @param lines the changes, without line ends
 * @param generated made for the drill: to be removed after it
 */
record ChangeFile(Path file, List<byte[]> lines, boolean generated) implements AutoCloseable {

  /**
   * The input, whole and checked, or generated changes.
   *
   * @throws UnusableInput when the input can't be read, naming the line and the fix
   */
  static ChangeFile of(DrillSettings settings) {
    return settings.input().map(ChangeFile::read).orElseGet(() -> generate(settings));
  }

  private static ChangeFile read(Path input) {
    try {
      if (JsonLinesChangeLog.validate(input, CommitTimestampReader.DEFAULT_POINTER) == 0) {
        throw new UnusableInput(
            input + " has no changes; write one JSON line a change, with key and commitTimestamp");
      }
      byte[] bytes = Files.readAllBytes(input);
      return new ChangeFile(input, ChangeLog.ofFile("drill", bytes).lines(), false);
    } catch (ChangeLogUnreadable e) {
      throw new UnusableInput(e.getMessage(), e);
    } catch (IOException e) {
      throw new UnusableInput(input + " can't be read: " + e.getMessage(), e);
    }
  }

  private static ChangeFile generate(DrillSettings settings) {
    List<byte[]> lines = GeneratedChanges.lines(settings.changes(), settings.seed());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] line : lines) {
      bytes.writeBytes(line);
      bytes.write('\n');
    }
    try {
      Path file = Files.createTempFile("farshore-changes-", ".jsonl");
      Files.write(file, bytes.toByteArray());
      return new ChangeFile(file, lines, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int changes() {
    return lines.size();
  }

  @Override
  public void close() {
    if (generated) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
