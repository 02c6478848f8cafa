package io.farshore.command.produce;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Standard input, kept in a file while it lasts: a producer must be able to rewind its log. The
 * file, and the place that a producer kept in it, go with it.
 */
final class Spool implements AutoCloseable {

  private final Path file;
  private volatile boolean complete;
  private volatile Optional<String> trouble = Optional.empty();

  private Spool(Path file) {
    this.file = file;
  }

  /** Copies {@code input} to a file, on a thread of its own, until it ends. */
  static Spool of(InputStream input) {
    try {
      Spool spool = new Spool(Files.createTempFile("farshore-input-", ".jsonl"));
      Thread copying = new Thread(() -> spool.copy(input), "farshore-input");
      copying.setDaemon(true);
      copying.start();
      return spool;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void copy(InputStream input) {
    byte[] buffer = new byte[64 * 1024];
    try (InputStream in = new BufferedInputStream(input);
        OutputStream out = Files.newOutputStream(file)) {
      byte last = '\n';
      int count = in.read(buffer);
      while (count >= 0) {
        out.write(buffer, 0, count);
        last = count > 0 ? buffer[count - 1] : last;
        count = in.read(buffer);
      }
      if (last != '\n') {
        out.write('\n');
      }
    } catch (IOException e) {
      trouble = Optional.of(e.toString());
    }
    complete = true;
  }

  Path file() {
    return file;
  }

  /** True once the input has ended and all of it is in the file. */
  boolean isComplete() {
    return complete;
  }

  /** Why it ended before its end; empty as a rule. */
  Optional<String> trouble() {
    return trouble;
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".state"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
