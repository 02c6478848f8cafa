package io.farshore.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("up, as a process")
class UpTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int CHANGES = 1500;
  private static final int KEYS = 15;
  private static final Pattern NUMBER = Pattern.compile("n\\W+([0-9]+)}");

  @TempDir private Path folder;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  @DisplayName("a lab that was killed goes on where it was, and ends by SIGTERM with exit code 0")
  void goesOn() throws Exception {
    Path data = folder.resolve("data");
    Process killed = up("--data", data.toString());
    JsonNode ready = ready(killed);
    Path log =
        Files.write(
            folder.resolve("changes.jsonl"),
            IntStream.range(0, 200)
                .mapToObj(
                    i ->
                        "{\"key\":\"k%d\",\"commitTimestamp\":\"2026-01-01T00:00:00Z\"}"
                            .formatted(i))
                .toList());
    Typed produced = run(ready, "produce", "orders", log.toString());
    assertThat(produced.out()).as(produced.all()).contains("Done: 200 changes acknowledged");

    Process second = up("--data", data.toString());
    assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(Farshore.USAGE);
    assertThat(said(second)).contains("Another lab uses");

    killed.destroyForcibly().waitFor();
    Process again = up("--data", data.toString());
    JsonNode back = ready(again);
    assertThat(back.path("epoch").asLong()).isEqualTo(1);
    for (String region : List.of("us-east-1", "us-east-2")) {
      Typed records =
          run(
              back,
              "tail",
              "orders",
              "--region",
              region,
              "--from",
              "TRIM_HORIZON",
              "--limit",
              "200",
              "--json");
      assertThat(records.out().lines()).as(region).hasSize(200);
    }
    assertThat(run(back, "produce", "orders", log.toString()).out())
        .contains("Nothing was left to write");

    again.destroy();
    assertThat(again.waitFor(40, TimeUnit.SECONDS)).isTrue();
    assertThat(again.exitValue()).isEqualTo(Farshore.OK);
  }

  @Test
  @DisplayName("a lab that is killed while changes are produced: all of them are in both Regions")
  void killedWhileProducing() throws Exception {
    String data = folder.resolve("data").toString();
    Process killed = up("--data", data);
    JsonNode ready = ready(killed);
    Path log =
        Files.write(
            folder.resolve("changes.jsonl"),
            IntStream.range(0, CHANGES)
                .mapToObj(
                    i ->
                        "{\"key\":\"k%d\",\"commitTimestamp\":\"2026-01-01T00:00:00Z\",\"n\":%d}"
                            .formatted(i % KEYS, i))
                .toList());
    Thread producing =
        new Thread(() -> run(ready, "produce", "orders", log.toString(), "--rate", "300"));
    producing.start();
    Typed some = run(ready, "tail", "orders", "--from", "TRIM_HORIZON", "--limit", "100");
    assertThat(some.exitCode()).as(some.all()).isEqualTo(Farshore.OK);
    killed.destroyForcibly().waitFor();
    producing.interrupt();

    JsonNode back = ready(up("--data", data));
    producing.join();
    Typed rest = run(back, "produce", "orders", log.toString());
    assertThat(rest.out()).as(rest.all()).contains("acknowledged").doesNotContain("Nothing");
    for (String region : List.of("us-east-1", "us-east-2")) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(firstSightings(back, region))
                      .as(region)
                      .hasSize(KEYS)
                      .allSatisfy(
                          (key, seen) -> assertThat(seen).hasSize(CHANGES / KEYS).isSorted()));
    }
  }

  /** The numbers of each key's changes, each where it comes first. */
  private static Map<Integer, List<Integer>> firstSightings(JsonNode ready, String region) {
    Map<Integer, Set<Integer>> seen = new HashMap<>();
    run(ready, "tail", "orders", "--region", region, "--from", "TRIM_HORIZON", "--once", "--json")
        .out()
        .lines()
        .map(NUMBER::matcher)
        .filter(Matcher::find)
        .map(found -> Integer.parseInt(found.group(1)))
        .forEach(n -> seen.computeIfAbsent(n % KEYS, key -> new LinkedHashSet<>()).add(n));
    Map<Integer, List<Integer>> lists = new HashMap<>();
    seen.forEach((key, numbers) -> lists.put(key, List.copyOf(numbers)));
    return lists;
  }

  @Test
  @DisplayName("what can't be is refused before anything starts")
  void refuses() {
    assertThat(Typed.in(Map.of(), "up", "--regions", "us-east-1").err()).contains("two or more");
    assertThat(Typed.in(Map.of(), "up", "--regions", "mars,venus").err()).contains("not a Region");
    assertThat(Typed.in(Map.of(), "up", "--shards", "0").err()).contains("out of range");
    assertThat(Typed.in(Map.of(), "up", "--template", "nowhere.yaml").err())
        .contains("there is no file nowhere.yaml");
  }

  private Process up(String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("-Dfarshore.home=" + System.getProperty("farshore.home"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("io.farshore.command.Farshore", "up", "--port", "0", "--json"));
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).start();
    started.add(process);
    return process;
  }

  private static JsonNode ready(Process up) throws IOException {
    String line =
        new BufferedReader(new InputStreamReader(up.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    assertThat(line).as(() -> said(up)).isNotNull();
    return JSON.readTree(line);
  }

  private static String said(Process up) {
    try {
      return new String(up.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static Typed run(JsonNode ready, String... arguments) {
    Map<String, String> environment = new HashMap<>();
    ready
        .path("environment")
        .properties()
        .forEach(variable -> environment.put(variable.getKey(), variable.getValue().asText()));
    return Typed.in(environment, arguments);
  }
}
