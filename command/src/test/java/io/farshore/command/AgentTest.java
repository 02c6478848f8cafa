package io.farshore.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.lab.Lab;
import io.farshore.lab.LabSettings;
import io.farshore.producer.Agent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The producer's agent, as a process runs it")
class AgentTest {

  private static final List<String> REGIONS = List.of("us-east-1", "us-east-2");
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  @DisplayName("follows a file that grows, and goes on at its place after a restart")
  void followsAFile() throws IOException {
    Path log = folder.resolve("orders.jsonl");
    Files.writeString(log, line(1) + line(2));
    try (Lab lab = Lab.start(LabSettings.usual().onPort(0).withStreamChanges(Duration.ZERO))) {
      lab.deploy(
          Path.of(System.getProperty("farshore.root"), "tables.yaml"),
          Map.of("FirstRegion", REGIONS.get(0), "SecondRegion", REGIONS.get(1)));
      REGIONS.forEach(region -> createStream(lab, region));
      register(lab);
      try (Agent agent = Agent.start(environment(lab, log))) {
        await().atMost(LONG_ENOUGH).until(() -> changes(lab).size() == 2);
        append(log, line(3));
        await().atMost(LONG_ENOUGH).until(() -> changes(lab).size() == 3);
        assertThat(agent.status().lastError()).isEmpty();
      }
      append(log, line(4));
      try (Agent agent = Agent.start(environment(lab, log))) {
        await().atMost(LONG_ENOUGH).until(() -> changes(lab).size() == 4);
        assertThat(agent.status().region()).map(Object::toString).contains(REGIONS.get(0));
      }
      assertThat(changes(lab)).containsExactly("1", "2", "3", "4");
    }
  }

  private static String line(int position) {
    return "{\"key\":\"a\",\"commitTimestamp\":\"2026-01-01T00:00:0%dZ\",\"n\":%d}\n"
        .formatted(position, position);
  }

  private static void append(Path log, String line) throws IOException {
    Files.writeString(log, line, StandardOpenOption.APPEND);
  }

  private static Map<String, String> environment(Lab lab, Path log) {
    return Map.of(
        "STREAM_NAME", "orders",
        "PRODUCER_ID", "p1",
        "REGIONS", String.join(",", REGIONS),
        "CHANGE_LOG", log.toString(),
        "AWS_ENDPOINT_URL", lab.endpoint().toString(),
        "AWS_ACCESS_KEY_ID", "outside",
        "AWS_SECRET_ACCESS_KEY", "of-the-lab");
  }

  private static void createStream(Lab lab, String region) {
    var input =
        JsonNodeFactory.instance.objectNode().put("StreamName", "orders").put("ShardCount", 1);
    lab.call("test", region, "kinesis", "CreateStream", input).join();
  }

  private static void register(Lab lab) {
    int exitCode =
        Farshore.configured(Map.of())
            .execute(
                "register",
                "orders",
                "--active",
                REGIONS.get(0),
                "--endpoint-url",
                lab.endpoint().toString());
    assertThat(exitCode).isEqualTo(Farshore.OK);
  }

  /** The numbers of the changes in the active Region, in the order in which they lie there. */
  private static List<String> changes(Lab lab) {
    return lab.records(REGIONS.get(0), "orders").stream()
        .map(stored -> new String(stored.entry().data(), StandardCharsets.UTF_8))
        .filter(data -> !data.contains("\"farshore\""))
        .map(data -> data.replaceAll(".*\"n\":(\\d+)}", "$1"))
        .toList();
  }
}
