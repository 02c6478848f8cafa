package io.farshore.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder in which a lab keeps its state: one lab at a time, of one format, with the Regions
 * that it began with.
 */
final class DataFolder implements AutoCloseable {

  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileChannel channel;

  private DataFolder(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the folder, which is made where it is not there.
   *
   * @throws DataFolderUnusable when another lab has it, or it is none, or one of another lab
   */
  static DataFolder take(Path folder, List<String> regions) {
    try {
      Files.createDirectories(folder);
      checkIsOurs(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new DataFolderUnusable(
            "Another lab uses " + folder + ": end that one, or take another folder");
      }
      try {
        checkFormat(folder.resolve("lab.json"), regions);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      return new DataFolder(channel);
    } catch (IOException e) {
      throw new DataFolderUnusable(folder + " can't be used: " + e, e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static void checkIsOurs(Path folder) throws IOException {
    if (Files.exists(folder.resolve("lab.json")) || Files.exists(folder.resolve("lock"))) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new DataFolderUnusable(
            folder + " has files in it that are no lab's: name an empty folder, or a new one");
      }
    }
  }

  private static void checkFormat(Path file, List<String> regions) throws IOException {
    if (!Files.exists(file)) {
      ObjectNode made = JSON.createObjectNode().put("format", FORMAT);
      regions.forEach(made.putArray("regions")::add);
      Files.writeString(file, made.toString());
      return;
    }
    JsonNode found = JSON.readTree(file.toFile());
    if (found.path("format").asInt() != FORMAT) {
      throw new DataFolderUnusable(
          file.getParent()
              + " was written by another version of the lab (format "
              + found.path("format").asText("unknown")
              + ", this one has "
              + FORMAT
              + "): take another folder");
    }
    List<String> before = new ArrayList<>();
    found.path("regions").forEach(region -> before.add(region.asText()));
    if (!before.equals(regions)) {
      throw new DataFolderUnusable(
          "The lab in "
              + file.getParent()
              + " has the Regions "
              + String.join(",", before)
              + ": start it with these, or take another folder");
    }
  }

  /** Lets go of it; another lab may take it. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new DataFolderUnusable("The lock can't be given back: " + e, e);
    }
  }
}
