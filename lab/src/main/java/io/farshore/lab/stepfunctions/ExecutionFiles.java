package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.stepfunctions.execution.ExecutionEnd;
import io.farshore.lab.stepfunctions.execution.HistoryEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executions on disk: a file for each, its first line what it was started with, then a line for
 * each event, and its end as the last one.
 */
final class ExecutionFiles {

  private static final Logger LOG = LoggerFactory.getLogger(ExecutionFiles.class);

  private final ObjectMapper mapper = new ObjectMapper();
  private final Path folder;
  private final KeptJson json;

  ExecutionFiles(Path folder, KeptJson json) {
    this.folder = folder;
    this.json = json;
  }

  /** The file of an execution that starts now. */
  ExecutionLog begin(Execution.Start start) {
    Path file = folder.resolve(name(start.identity().executionArn()));
    append(file, json.start(start));
    return new ExecutionLog() {
      @Override
      public void event(HistoryEvent event) {
        append(file, KeptJson.event(event));
      }

      @Override
      public void end(ExecutionEnd how, Instant when) {
        append(file, KeptJson.end(how, when));
      }
    };
  }

  private static String name(String arn) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(arn.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest) + ".jsonl";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static void append(Path file, ObjectNode line) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      LOG.error("An execution could not be kept in {}", file, e);
    }
  }

  /** All executions, oldest first; one without an end was cut off, and is aborted {@code now}. */
  List<Execution> load(Instant now) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Execution> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList()) {
        found.add(load(file, now));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Executions can't be read from " + folder, e);
    }
    found.sort(Comparator.comparing(execution -> execution.identity().startedAt()));
    return found;
  }

  private Execution load(Path file, Instant now) throws IOException {
    List<JsonNode> lines = lines(file);
    Execution execution = json.execution(lines, now);
    if (!lines.get(lines.size() - 1).has("end")) {
      append(file, KeptJson.event(execution.events().get(execution.events().size() - 1)));
      append(file, KeptJson.end(execution.end().orElseThrow(), now));
    }
    return execution;
  }

  /** The file's lines; a last one that was cut off is left out. */
  private List<JsonNode> lines(Path file) throws IOException {
    String text = Files.readString(file);
    List<JsonNode> lines = new ArrayList<>();
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
      lines.add(mapper.readTree(line));
    }
    return lines;
  }
}
