package io.farshore.lab.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The code of all functions: local files, and uploads in a folder of their own. Thread-safe. */
final class Codes implements AutoCloseable {

  private record LocalFile(Path path, FileTime modified) {}

  private record Shared(String region, FunctionPackage code) {}

  private final Map<LocalFile, FunctionPackage> files = new ConcurrentHashMap<>();
  private final Map<Shared, FunctionCode> shared = new ConcurrentHashMap<>();
  private Path uploads;

  /** The code in a local file; read once as long as the file stays as it is. */
  FunctionPackage local(Path file) {
    return files.computeIfAbsent(
        new LocalFile(file, modified(file)), key -> FunctionPackage.local(key.path()));
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw LambdaErrors.invalid("The code " + file + " is not there: build it first");
    }
  }

  /** The code in a zip. */
  synchronized FunctionPackage upload(byte[] zip) {
    try {
      if (uploads == null) {
        uploads = Files.createTempDirectory("farshore-lambda-");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("There is no place for a function's code", e);
    }
    return FunctionPackage.unpack(zip, uploads);
  }

  /** The classes for a version: its own of an upload, else those of all versions of the file. */
  FunctionCode classes(String region, FunctionPackage code) {
    return code.uploaded()
        ? new FunctionCode(code)
        : shared.computeIfAbsent(new Shared(region, code), key -> new FunctionCode(key.code()));
  }

  @Override
  public synchronized void close() {
    shared.clear();
    if (uploads == null) {
      return;
    }
    try (Stream<Path> all = Files.walk(uploads)) {
      all.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException("The uploads cannot be removed", e);
    }
    uploads = null;
  }
}
