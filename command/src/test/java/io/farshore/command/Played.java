package io.farshore.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A command that was run in this JVM, as a shell would run it.
 *
 * @param folder of its evidence
 */
record Played(int exitCode, String out, String err, Path folder) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Runs a drill on a free port, with {@code --json} and {@code --report} in {@code folder}. */
  static Played drill(Path folder, String... options) {
    List<String> arguments = new ArrayList<>(List.of("drill", "--port", "0"));
    arguments.addAll(
        List.of("--json", folder + "/out.json", "--report", folder.resolve("report").toString()));
    arguments.addAll(List.of(options));
    return run(folder, arguments.toArray(String[]::new));
  }

  /** Judges its folder again. */
  Played verify() {
    return run(folder, "verify", report().toString());
  }

  static Played run(Path folder, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Farshore.configured(Map.of())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Played(exitCode, out.toString(), err.toString(), folder);
  }

  Path report() {
    return folder.resolve("report");
  }

  /** What {@code --json} wrote. */
  JsonNode json() {
    return read(folder.resolve("out.json"));
  }

  JsonNode table(String region, String table) {
    return read(report().resolve("tables/" + region + ".json")).path(table);
  }

  /** The executions' files. */
  List<JsonNode> executions() {
    try (Stream<Path> files = Files.list(report().resolve("executions"))) {
      return files.sorted().map(Played::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The records of a Region's stream, as they stand in the folder. */
  List<JsonNode> stream(String region) {
    try (Stream<String> lines = Files.lines(report().resolve("streams/" + region + ".jsonl"))) {
      return lines.map(Played::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
