package io.farshore.verifier.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Writes the evidence, not the report about it. */
final class EvidenceWriter {
  private static final ObjectWriter LINE =
      Json.shared().writer().without(SerializationFeature.INDENT_OUTPUT);

  private final Path folder;

  EvidenceWriter(Path folder) {
    this.folder = folder;
  }

  void write(Evidence evidence) {
    clear(List.of("streams", "tables", "executions"));
    changes(evidence.changeLogs());
    evidence.streams().values().forEach(this::stream);
    evidence
        .tables()
        .forEach((region, tables) -> json(folder.resolve("tables/" + region + ".json"), tables));
    evidence
        .executions()
        .forEach(run -> json(folder.resolve("executions/" + run.name() + ".json"), run));
  }

  private void changes(List<ChangeLog> logs) {
    lines(
        folder.resolve(EvidenceFolder.CHANGES), logs.stream().flatMap(log -> log.lines().stream()));
    if (logs.size() > 1) {
      logs.forEach(
          log ->
              lines(
                  folder.resolve(EvidenceFolder.changesOf(log.producer())), log.lines().stream()));
    }
  }

  private void stream(RegionStream stream) {
    ArrayNode shards = Json.shared().createArrayNode();
    stream.byLineage().forEach(shard -> shards.add(shard(shard)));
    json(folder.resolve("streams/" + stream.region() + ".shards.json"), shards);
    lines(
        folder.resolve("streams/" + stream.region() + ".jsonl"),
        stream.byLineage().stream()
            .flatMap(shard -> shard.records().stream().map(record -> line(shard, record))));
  }

  private static ObjectNode shard(DumpedShard shard) {
    ObjectNode node = Json.shared().createObjectNode().put("shardId", shard.shardId());
    shard.parentShardIds().forEach(node.putArray("parentShardIds")::add);
    return node;
  }

  private static byte[] line(DumpedShard shard, DumpedRecord record) {
    ObjectNode node = shard(shard);
    node.put("sequenceNumber", record.sequenceNumber().toString());
    node.put("partitionKey", record.partitionKey());
    node.put("data", record.data());
    node.put("approximateArrivalTimestamp", record.arrivedAt().toString());
    try {
      return LINE.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void lines(Path file, Stream<byte[]> lines) {
    try {
      Files.createDirectories(file.getParent());
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        for (byte[] line : (Iterable<byte[]>) lines::iterator) {
          out.write(line);
          out.write('\n');
        }
      }
    } catch (IOException cause) {
      throw new EvidenceUnwritable(file, cause);
    }
  }

  private static void json(Path file, Object value) {
    try {
      Files.createDirectories(file.getParent());
      Json.shared().writeValue(file.toFile(), value);
    } catch (IOException cause) {
      throw new EvidenceUnwritable(file, cause);
    }
  }

  /** Files of an earlier run would be read as part of this one. */
  private void clear(List<String> parts) {
    for (String part : parts) {
      Path old = folder.resolve(part);
      if (Files.isDirectory(old)) {
        try (Stream<Path> files = Files.list(old)) {
          for (Path file : files.filter(path -> path.toString().contains(".json")).toList()) {
            Files.delete(file);
          }
        } catch (IOException cause) {
          throw new EvidenceUnwritable(old, cause);
        } catch (UncheckedIOException cause) {
          throw new EvidenceUnwritable(old, cause.getCause());
        }
      }
    }
  }
}
