package io.farshore.lab.lambda;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The code of a function: a jar or a folder that was there, or a zip that was uploaded and lies
 * unpacked. Immutable; two are equal when they are the same file, or the same upload's bytes.
 *
 * @param root a jar, or a folder of classes and of jars in {@code lib/}
 * @param uploaded whether it came as a zip; else functions share the classes of one file
 * @param size in bytes; 0 for a folder
 * @param sha256 of the zip or jar, in Base64; empty for a folder
 */
record FunctionPackage(Path root, boolean uploaded, long size, String sha256) {

  private static final int ZIPPED_LIMIT = 50 * 1024 * 1024;
  private static final long UNZIPPED_LIMIT = 262_144_000;
  private static final byte[] ZIP_MAGIC = {'P', 'K', 3, 4};

  /** The code in a local file. */
  static FunctionPackage local(Path file) {
    if (!Files.exists(file)) {
      throw LambdaErrors.invalid("The code " + file + " is not there: build it first");
    }
    if (Files.isDirectory(file)) {
      return new FunctionPackage(file, false, 0, "");
    }
    try (InputStream content = Files.newInputStream(file)) {
      return new FunctionPackage(file, false, Files.size(file), digest(content));
    } catch (IOException e) {
      throw new UncheckedIOException("The code cannot be read", e);
    }
  }

  /**
   * Unpacks an upload below {@code folder}, and again when the same bytes come again.
   *
   * @throws io.farshore.lab.endpoint.AwsError when it is no zip, or too large
   */
  static FunctionPackage unpack(byte[] zip, Path folder) {
    if (zip.length > ZIPPED_LIMIT) {
      throw LambdaErrors.tooLarge("Zipped size must be smaller than " + ZIPPED_LIMIT + " bytes");
    }
    if (zip.length < ZIP_MAGIC.length || !startsAsZip(zip)) {
      throw notZip();
    }
    try {
      Path root = Files.createTempDirectory(folder, "code-");
      unpackInto(root, zip);
      String sha256 = digest(new ByteArrayInputStream(zip));
      return new FunctionPackage(root, true, zip.length, sha256);
    } catch (IOException | IllegalArgumentException e) {
      throw notZip();
    }
  }

  private static boolean startsAsZip(byte[] zip) {
    for (int i = 0; i < ZIP_MAGIC.length; i++) {
      if (zip[i] != ZIP_MAGIC[i]) {
        return false;
      }
    }
    return true;
  }

  private static RuntimeException notZip() {
    return LambdaErrors.invalid(
        "Could not unzip uploaded file. Please check your file, then try to upload again.");
  }

  private static void unpackInto(Path root, byte[] zip) throws IOException {
    long size = 0;
    try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = next(entries)) {
        Path file = root.resolve(entry.getName()).normalize();
        if (!file.startsWith(root)) {
          throw notZip();
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
          continue;
        }
        Files.createDirectories(file.getParent());
        size += Files.copy(entries, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        if (size > UNZIPPED_LIMIT) {
          throw LambdaErrors.invalid(
              "Unzipped size must be smaller than " + UNZIPPED_LIMIT + " bytes");
        }
      }
    }
  }

  private static ZipEntry next(ZipInputStream entries) throws IOException {
    entries.closeEntry();
    return entries.getNextEntry();
  }

  private static String digest(InputStream content) throws IOException {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        sha256.update(buffer, 0, read);
      }
      return Base64.getEncoder().encodeToString(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** Where classes are looked for: the root, and the jars in its {@code lib/}. */
  List<Path> classPath() {
    List<Path> path = new ArrayList<>();
    path.add(root);
    Path lib = root.resolve("lib");
    if (Files.isDirectory(lib)) {
      try (Stream<Path> jars = Files.list(lib)) {
        jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().forEach(path::add);
      } catch (IOException e) {
        throw new UncheckedIOException("The code cannot be listed", e);
      }
    }
    return path;
  }
}
