package io.farshore.lab.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the versions of a replica's items over a restart, in a file that is appended to. What is
 * going to be written is noted before it is: after a crash it is known which items may have been
 * written without their version. Written through to the operating system, so that the end of the
 * process loses nothing. Used by one thread at a time.
 */
final class VersionLog implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String INTENDED = "i";
  private static final String REFUSED = "r";
  private static final String WRITTEN = "w";
  private static final String FORGOTTEN = "f";

  /**
   * What was kept.
   *
   * @param versions of the items, deleted ones too
   * @param unsettled items that may have been written since
   */
  record Kept(Map<ItemKey, Version> versions, Set<ItemKey> unsettled) {}

  private final FileChannel file;
  private final Kept kept;

  private VersionLog(FileChannel file, Kept kept) {
    this.file = file;
    this.kept = kept;
  }

  /** Opens the file, or makes it; what it holds is made as short as it can be. */
  static VersionLog open(Path path) {
    try {
      Kept kept = new Kept(new HashMap<>(), new HashSet<>());
      if (Files.exists(path)) {
        for (String line : Files.readAllLines(path)) {
          replay(line, kept);
        }
      }
      Path next = path.resolveSibling(path.getFileName() + ".next");
      StringBuilder all = new StringBuilder();
      kept.versions().forEach((key, version) -> all.append(written(key, version)).append('\n'));
      kept.unsettled().forEach(key -> all.append(entry(INTENDED, key)).append('\n'));
      Files.writeString(next, all);
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      FileChannel file =
          FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
      return new VersionLog(file, kept);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void replay(String line, Kept kept) {
    JsonNode entry;
    try {
      entry = JSON.readTree(line);
    } catch (IOException e) {
      // The last line of a process that was killed; the write itself was noted before it.
      return;
    }
    String table = entry.path(1).asText();
    if (entry.path(0).asText().equals(FORGOTTEN)) {
      kept.versions().keySet().removeIf(key -> key.table().equals(table));
      kept.unsettled().removeIf(key -> key.table().equals(table));
      return;
    }
    ObjectNode attributes = (ObjectNode) entry.get(2);
    ItemKey key = new ItemKey(table, attributes.toString(), attributes);
    switch (entry.path(0).asText()) {
      case INTENDED -> kept.unsettled().add(key);
      case REFUSED -> kept.unsettled().remove(key);
      default -> {
        kept.unsettled().remove(key);
        kept.versions()
            .put(key, new Version(Instant.parse(entry.path(3).asText()), entry.path(4).asText()));
      }
    }
  }

  /** What was kept when it was opened. */
  Kept kept() {
    return kept;
  }

  /** An item is going to be written. */
  void intend(ItemKey key) {
    append(entry(INTENDED, key));
  }

  /** It was not. */
  void refused(ItemKey key) {
    append(entry(REFUSED, key));
  }

  /** An item was written. */
  void written(ItemWrite write) {
    append(written(write.key(), write.version()));
  }

  /** A table is no replica any more. */
  void forgotten(String table) {
    append(JSON.createArrayNode().add(FORGOTTEN).add(table));
  }

  private static ArrayNode entry(String kind, ItemKey key) {
    return JSON.createArrayNode().add(kind).add(key.table()).add(key.attributes());
  }

  private static ArrayNode written(ItemKey key, Version version) {
    return entry(WRITTEN, key).add(version.time().toString()).add(version.region());
  }

  private void append(ArrayNode entry) {
    try {
      ByteBuffer line = ByteBuffer.wrap((entry + "\n").getBytes(StandardCharsets.UTF_8));
      while (line.hasRemaining()) {
        file.write(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
