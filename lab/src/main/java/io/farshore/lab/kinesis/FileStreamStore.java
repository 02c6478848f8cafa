package io.farshore.lab.kinesis;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Streams in a folder: {@code REGION/STREAM/stream.json} holds all but the records, and is replaced
 * as a whole; {@code REGION/STREAM/SHARD-*.records} holds a shard's records, and is appended to. A
 * record is in its file before its call is answered, so that it outlives the process, if not the
 * machine. A stream that is still being made when the process ends is not kept. Thread-safe.
 */
final class FileStreamStore implements StreamStore {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DOCUMENT = "stream.json";

  private final Path folder;
  private final Map<StreamArn, Map<Integer, RecordFiles>> files = new ConcurrentHashMap<>();

  FileStreamStore(Path folder) {
    this.folder = folder;
  }

  @Override
  public List<DataStream> load(Instant now) {
    List<DataStream> streams = new ArrayList<>();
    for (Path region : children(folder)) {
      for (Path stream : children(region)) {
        StreamArn arn = new StreamArn(region.getFileName().toString(), name(stream));
        if (Files.exists(stream.resolve(DOCUMENT))) {
          streams.add(load(arn, now));
        } else {
          delete(stream);
        }
      }
    }
    return streams;
  }

  private DataStream load(StreamArn arn, Instant now) {
    try {
      DataStream stream =
          StreamDocument.read(arn, JSON.readTree(folder(arn).resolve(DOCUMENT).toFile()), this);
      Instant horizon = now.minus(stream.settings().retention());
      stream.shards().all().forEach(shard -> files(arn, shard.index()).load(shard, horizon));
      return stream;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void save(DataStream stream) {
    try {
      Path document = Files.createDirectories(folder(stream.arn())).resolve(DOCUMENT);
      Path next = document.resolveSibling(DOCUMENT + ".next");
      Files.write(next, JSON.writeValueAsBytes(StreamDocument.write(stream)));
      Files.move(next, document, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public RecordSink sink(StreamArn stream, int shardIndex) {
    return files(stream, shardIndex);
  }

  private RecordFiles files(StreamArn stream, int shardIndex) {
    return files
        .computeIfAbsent(stream, arn -> new ConcurrentHashMap<>())
        .computeIfAbsent(
            shardIndex, index -> new RecordFiles(folder(stream), ShardOrigin.shardId(index)));
  }

  @Override
  public void remove(StreamArn stream) {
    Map<Integer, RecordFiles> open = files.remove(stream);
    if (open != null) {
      open.values().forEach(RecordFiles::close);
    }
    delete(folder(stream));
  }

  private Path folder(StreamArn stream) {
    // Names such as ".." are names of streams too, but not of folders.
    return folder.resolve(stream.region()).resolve("stream-" + stream.name());
  }

  private static String name(Path stream) {
    return stream.getFileName().toString().substring("stream-".length());
  }

  private static List<Path> children(Path parent) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(parent)) {
      return all.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The document first: without it there is no stream. */
  private static void delete(Path stream) {
    try {
      Files.deleteIfExists(stream.resolve(DOCUMENT));
      if (Files.exists(stream)) {
        try (Stream<Path> all = Files.walk(stream)) {
          for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
            Files.deleteIfExists(each);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    files.values().forEach(shards -> shards.values().forEach(RecordFiles::close));
  }
}
