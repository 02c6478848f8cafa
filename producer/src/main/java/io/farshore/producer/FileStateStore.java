package io.farshore.producer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.stream.Region;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * A producer's state in a file of JSON. A write goes to a second file beside it, is forced to the
 * disk, and takes the first one's place: a crash leaves the old state or the new one.
 */
public final class FileStateStore implements ProducerStateStore {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  /** Keeps the state in {@code file}; its folder must exist by the first write. */
  public FileStateStore(Path file) {
    this.file = file.toAbsolutePath();
  }

  @Override
  public Optional<ProducerState> load() {
    try {
      return Optional.of(decode(JSON.readTree(Files.readAllBytes(file))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      throw new StateUnavailable(
          "The producer's state in "
              + file
              + " can't be read ("
              + e.getClass().getSimpleName()
              + "); restore it from a backup. Removing it starts the change log over, and may"
              + " repeat everything",
          e);
    }
  }

  private static ProducerState decode(JsonNode json) {
    EpochId epoch =
        new EpochId(
            field(json, "epoch").longValue(), new Region(field(json, "epochRegion").textValue()));
    return new ProducerState(
        epoch, watermark(field(json, "lowWatermark")), watermark(field(json, "start")));
  }

  private static JsonNode field(JsonNode json, String name) {
    JsonNode value = json == null ? null : json.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the field \"" + name + "\" is missing");
    }
    return value;
  }

  private static Watermark watermark(JsonNode json) {
    return new Watermark(
        Optional.ofNullable(json.get("commitTimestamp")).map(t -> Instant.parse(t.asText())),
        Optional.ofNullable(json.get("position")).map(JsonNode::asText));
  }

  @Override
  public void save(ProducerState state) {
    ObjectNode json = JSON.createObjectNode();
    json.put("epoch", state.epoch().number());
    json.put("epochRegion", state.epoch().activeRegion().name());
    json.set("lowWatermark", encode(state.lowWatermark()));
    json.set("start", encode(state.start()));
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      writeDurably(next, json.toString().getBytes(StandardCharsets.UTF_8));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new StateUnavailable(
          "The producer's state can't be written to "
              + file
              + " ("
              + e
              + "); make its folder writable",
          e);
    }
  }

  private static ObjectNode encode(Watermark watermark) {
    ObjectNode json = JSON.createObjectNode();
    watermark.commitTimestamp().ifPresent(t -> json.put("commitTimestamp", t.toString()));
    watermark.position().ifPresent(p -> json.put("position", p));
    return json;
  }

  private static void writeDurably(Path to, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            to,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }
}
