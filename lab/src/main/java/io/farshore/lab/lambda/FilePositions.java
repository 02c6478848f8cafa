package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.lambda.mapping.SavedPositions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Positions in a file, {@code positions.json} of a folder. The file is at most a moment older than
 * what was handled: after a crash some records come again, and none is left out. Thread-safe.
 */
public final class FilePositions implements SavedPositions, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FilePositions.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DELAY_MILLIS = 200;

  private final Path file;
  private final ScheduledExecutorService timers;
  private final Map<Place, String> positions = new ConcurrentHashMap<>();
  private final AtomicBoolean pending = new AtomicBoolean();

  /**
   * Reads what is there.
   *
   * @param folder is made if it is not there
   * @param timers writes the file now and then
   * @throws UncheckedIOException when the folder cannot be used, or the file is damaged
   */
  public FilePositions(Path folder, ScheduledExecutorService timers) {
    this.file = folder.resolve("positions.json");
    this.timers = timers;
    try {
      Files.createDirectories(folder);
      if (Files.exists(file)) {
        JSON.readTree(file.toFile())
            .forEach(
                saved ->
                    positions.put(
                        new Place(
                            saved.path("function").asText(),
                            saved.path("source").asText(),
                            saved.path("shard").asText()),
                        saved.path("sequenceNumber").asText()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Positions cannot be read from " + file, e);
    }
  }

  @Override
  public Optional<String> find(Place place) {
    return Optional.ofNullable(positions.get(place));
  }

  @Override
  public void save(Place place, String sequenceNumber) {
    positions.put(place, sequenceNumber);
    writeSoon();
  }

  @Override
  public void forget(String functionArn, String eventSourceArn) {
    positions
        .keySet()
        .removeIf(
            place ->
                place.functionArn().equals(functionArn)
                    && place.eventSourceArn().equals(eventSourceArn));
    writeSoon();
  }

  private void writeSoon() {
    if (pending.compareAndSet(false, true)) {
      timers.schedule(this::write, DELAY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void write() {
    pending.set(false);
    try {
      writeNow();
    } catch (IOException e) {
      LOG.warn("Positions cannot be written to {}: they are tried again with the next", file, e);
    }
  }

  private synchronized void writeNow() throws IOException {
    ArrayNode all = JSON.createArrayNode();
    positions.forEach(
        (place, sequenceNumber) -> {
          ObjectNode saved = all.addObject();
          saved.put("function", place.functionArn());
          saved.put("source", place.eventSourceArn());
          saved.put("shard", place.shardId());
          saved.put("sequenceNumber", sequenceNumber);
        });
    Path next = file.resolveSibling("positions.json.next");
    Files.write(next, JSON.writeValueAsBytes(all));
    try {
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Writes what is not written yet. */
  @Override
  public void close() {
    write();
  }
}
