package io.farshore.verifier.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads a folder as a whole; half a folder is an error, never half an answer. */
final class EvidenceReader {
  private static final String AGAIN =
      "Give the folder that \"farshore drill --report DIR\" wrote, whole.";

  private final Path folder;

  EvidenceReader(Path folder) {
    this.folder = folder;
  }

  Evidence read() {
    if (!Files.isDirectory(folder)) {
      throw new EvidenceUnreadable(folder, "is no folder", AGAIN);
    }
    Run run = run();
    Map<String, RegionStream> streams = new TreeMap<>();
    Map<String, RegionTables> tables = new TreeMap<>();
    for (String region : run.regions()) {
      streams.put(region, new StreamReader(folder.resolve("streams"), region).read());
      tables.put(region, tables(region));
    }
    return new Evidence(run, changeLogs(run), streams, tables, executions(run));
  }

  private Run run() {
    Path file = folder.resolve(EvidenceFolder.REPORT);
    JsonNode node = tree(file, bytes(file)).path("run");
    if (!node.isObject()) {
      throw new EvidenceUnreadable(file, "has no member \"run\"", AGAIN);
    }
    Run run = value(file, node, Run.class);
    if (run.regions().isEmpty()
        || run.producers().isEmpty()
        || run.times() == null
        || run.times().startedAt() == null) {
      throw new EvidenceUnreadable(
          file, "\"run\" lacks \"regions\", \"producers\" or \"times\" with \"startedAt\"", AGAIN);
    }
    return run;
  }

  private List<ChangeLog> changeLogs(Run run) {
    Path all = folder.resolve(EvidenceFolder.CHANGES);
    byte[] allBytes = bytes(all);
    if (run.producers().size() == 1) {
      return List.of(ChangeLog.ofFile(run.producers().get(0), allBytes));
    }
    List<ChangeLog> logs = new ArrayList<>();
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (String producer : run.producers()) {
      byte[] own = bytes(folder.resolve(EvidenceFolder.changesOf(producer)));
      joined.writeBytes(own);
      logs.add(ChangeLog.ofFile(producer, own));
    }
    if (!java.util.Arrays.equals(joined.toByteArray(), allBytes)) {
      throw new EvidenceUnreadable(
          all, "is not what the producers' own change logs are one after another", AGAIN);
    }
    return logs;
  }

  private RegionTables tables(String region) {
    Path file = folder.resolve("tables/" + region + ".json");
    JsonNode node = tree(file, bytes(file));
    return new RegionTables(
        region,
        items(file, node, "kdsActiveRegionConfig"),
        items(file, node, "kdsReplicationCheckpoint"));
  }

  private static List<JsonNode> items(Path file, JsonNode node, String table) {
    if (!node.path(table).isArray()) {
      throw new EvidenceUnreadable(file, "has no list \"" + table + "\"", AGAIN);
    }
    List<JsonNode> items = new ArrayList<>();
    node.path(table).forEach(items::add);
    return items;
  }

  private List<Execution> executions(Run run) {
    Path part = folder.resolve("executions");
    if (!Files.isDirectory(part)) {
      if (run.executionArn() != null) {
        throw new EvidenceUnreadable(part, "is missing, though the run names an execution", AGAIN);
      }
      return List.of();
    }
    try (Stream<Path> files = Files.list(part)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(this::execution)
          .toList();
    } catch (IOException cause) {
      throw new EvidenceUnreadable(part, "can't be listed", "Check its permissions.");
    }
  }

  private Execution execution(Path file) {
    Execution read = value(file, tree(file, bytes(file)), Execution.class);
    if (read.status() == null || read.startDate() == null) {
      throw new EvidenceUnreadable(file, "lacks \"status\" or \"startDate\"", AGAIN);
    }
    String fileName = file.getFileName().toString();
    String name = read.name() == null ? fileName.substring(0, fileName.length() - 5) : read.name();
    return new Execution(
        name,
        read.executionArn(),
        read.status(),
        read.startDate(),
        read.stopDate(),
        read.input(),
        read.output(),
        read.history());
  }

  static byte[] bytes(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new EvidenceUnreadable(file, "is missing", AGAIN);
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException cause) {
      throw new EvidenceUnreadable(file, "can't be read", "Check its permissions.");
    }
  }

  static JsonNode tree(Path file, byte[] bytes) {
    try {
      return Json.shared().readTree(bytes);
    } catch (IOException cause) {
      throw new EvidenceUnreadable(file, "is not JSON" + where(cause), AGAIN);
    }
  }

  private static <T> T value(Path file, JsonNode node, Class<T> type) {
    try {
      return Json.shared().treeToValue(node, type);
    } catch (JsonProcessingException | IllegalArgumentException cause) {
      throw new EvidenceUnreadable(
          file,
          "holds no " + type.getSimpleName().toLowerCase(java.util.Locale.ROOT) + place(cause),
          AGAIN);
    }
  }

  /** The member at fault, never its value. */
  private static String place(Exception cause) {
    if (!(cause instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
      return "";
    }
    return mapping.getPath().stream()
        .map(
            step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
        .collect(java.util.stream.Collectors.joining(".", " (see ", ")"));
  }

  private static String where(IOException cause) {
    return cause instanceof JsonProcessingException json && json.getLocation() != null
        ? " (line " + json.getLocation().getLineNr() + ")"
        : "";
  }
}
