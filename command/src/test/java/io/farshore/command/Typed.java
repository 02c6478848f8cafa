package io.farshore.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A command that a person typed, in this JVM. */
public record Typed(int exitCode, String out, String err) {

  /** The first calls of a JVM load a few thousand classes. */
  private static final Map<String, String> PATIENT = Map.of("CALL_TIMEOUT_MILLIS", "20000");

  /** Against an endpoint, with nobody to be asked. */
  public static Typed at(String endpoint, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--endpoint-url", endpoint));
    return run(Surroundings.alone(PATIENT), all);
  }

  /** The same by a person who answers what is asked. */
  public static Typed answering(String answer, String endpoint, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--endpoint-url", endpoint));
    return run(
        new Surroundings(
            PATIENT, false, Optional.of(new BufferedReader(new StringReader(answer + "\n")))),
        all);
  }

  /** In an environment, and nothing else. */
  public static Typed in(Map<String, String> environment, String... arguments) {
    return run(Surroundings.alone(environment), List.of(arguments));
  }

  private static Typed run(Surroundings surroundings, List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Farshore.configured(surroundings)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments.toArray(String[]::new));
    Typed typed = new Typed(exitCode, out.toString(), err.toString());
    typed.recommended().forEach(command -> Farshore.commandLine(Map.of()).parseArgs(command));
    return typed;
  }

  /** The commands that it tells a person to type; each must be one that can be typed. */
  private List<String[]> recommended() {
    return out.lines()
        .map(String::strip)
        .filter(line -> line.startsWith("./farshore "))
        .map(line -> DocumentationTest.words(line.substring("./farshore ".length())))
        .toList();
  }

  /** What {@code --json} printed. */
  public JsonNode json() {
    try {
      return new ObjectMapper().readTree(out);
    } catch (IOException e) {
      throw new UncheckedIOException(out + err, e);
    }
  }

  /** What was said, without line ends and margins. */
  public String flat() {
    return out.replaceAll("\\s+", " ");
  }

  /** All that was said. */
  public String all() {
    return out + err;
  }
}
