package io.farshore.lab.kinesis;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The records of one shard in files of some 64 MiB, of which the oldest are deleted when nothing in
 * them is needed any more. The newest stays, because it holds the last sequence number.
 * Thread-safe.
 */
final class RecordFiles implements RecordSink, AutoCloseable {

  private static final long FULL_BYTES = 64 << 20;
  private static final String END = ".records";

  private final Path folder;
  private final String shardId;
  private final Deque<Full> full = new ArrayDeque<>();
  private Optional<FileChannel> channel = Optional.empty();
  private Instant lastArrival = Instant.MIN;
  private int nextFile;

  RecordFiles(Path folder, String shardId) {
    this.folder = folder;
    this.shardId = shardId;
  }

  /** A file that is not written to any more. */
  private record Full(Path file, Instant lastArrival) {}

  /** Reads all records into the shard, but those that arrived before {@code horizon}. */
  synchronized void load(Shard shard, Instant horizon) {
    try {
      for (Path file : files()) {
        load(file, shard, horizon);
        full.add(new Full(file, lastArrival));
        nextFile = number(file) + 1;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void load(Path file, Shard shard, Instant horizon) throws IOException {
    StoredRecord last = null;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      Optional<StoredRecord> next;
      // What was torn by a crash was never answered: it ends the file.
      while ((next = RecordFrame.read(in)).isPresent()) {
        last = next.get();
        if (!last.approximateArrivalTimestamp().isBefore(horizon)) {
          shard.restore(last);
        }
      }
    }
    if (last != null) {
      lastArrival = last.approximateArrivalTimestamp();
      shard.resumeAfter(last.sequenceNumber());
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return new ArrayList<>(
          all.filter(file -> file.getFileName().toString().startsWith(shardId + "-"))
              .filter(file -> file.getFileName().toString().endsWith(END))
              .sorted()
              .toList());
    }
  }

  private int number(Path file) {
    String name = file.getFileName().toString();
    return Integer.parseInt(name.substring(shardId.length() + 1, name.length() - END.length()));
  }

  @Override
  public synchronized void append(StoredRecord stored, Instant horizon) {
    try {
      FileChannel file = writable();
      RecordFrame.write(file, stored);
      lastArrival = stored.approximateArrivalTimestamp();
      if (file.position() >= FULL_BYTES) {
        finish();
      }
      while (!full.isEmpty() && full.peek().lastArrival.isBefore(horizon)) {
        Files.deleteIfExists(full.remove().file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FileChannel writable() throws IOException {
    if (channel.isEmpty()) {
      channel =
          Optional.of(
              FileChannel.open(
                  file(nextFile), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }
    return channel.get();
  }

  private Path file(int number) {
    return folder.resolve("%s-%09d%s".formatted(shardId, number, END));
  }

  private void finish() throws IOException {
    channel.orElseThrow().close();
    channel = Optional.empty();
    full.add(new Full(file(nextFile), lastArrival));
    nextFile++;
  }

  @Override
  public synchronized void close() {
    try {
      if (channel.isPresent()) {
        finish();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
