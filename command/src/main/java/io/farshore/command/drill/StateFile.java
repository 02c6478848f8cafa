package io.farshore.command.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a producer keeps over restarts, in a folder of its own that goes when it is closed. */
record StateFile(Path path) implements AutoCloseable {

  /** A file that is not there yet. */
  static StateFile temporary() {
    try {
      return new StateFile(Files.createTempDirectory("farshore-producer-").resolve("state.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
      Files.deleteIfExists(path.resolveSibling(path.getFileName() + ".next"));
      Files.deleteIfExists(path.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
