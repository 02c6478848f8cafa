package io.farshore.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("drill")
@DisplayName("A drill from the command line, to the files that it leaves")
class DrillCommandTest {

  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;

  @Test
  @DisplayName(
      "region-loss by alarm, timestamps fall back: nothing lost, and verify finds tampering")
  void regionLossByAlarm() throws IOException {
    Path log = log(1200, i -> FIRST.plusMillis(50L * i - (i % 9 == 0 ? 3000 : 0)));
    Played played =
        Played.drill(folder, "--input", log.toString(), "--rate", "400", "--shards", "3");

    assertThat(played.exitCode()).as(played.out() + played.err()).isEqualTo(Farshore.OK);
    assertThat(played.out()).contains("HELD: nothing is lost", "LOST: nothing in it answers");
    figures(played, "Activated", 1200, 2, "us-east-2");
    recovery(played);
    evidence(played);

    assertThat(played.verify().exitCode()).isEqualTo(Farshore.OK);
    removeOneChange(played.report().resolve("streams/us-east-2.jsonl"));
    Played again = played.verify();
    assertThat(again.exitCode()).isEqualTo(Farshore.NOT_HELD);
    assertThat(again.out()).contains("NOT HELD", "A: ");
  }

  @Test
  @DisplayName("partition by alarm: not impaired, nothing moves, and the standby catches up")
  void partitionByAlarm() {
    Played played =
        Played.drill(folder, "--changes", "1000", "--rate", "300", "--fault", "partition");

    assertThat(played.exitCode()).as(played.out() + played.err()).isEqualTo(Farshore.OK);
    figures(played, "NotImpaired", 1000, 1, "us-east-1");
    assertThat(played.json().path("rtoSeconds").isNull()).isTrue();
    assertThat(played.json().path("duplicates").asLong()).isZero();
    assertThat(played.out()).contains("us-east-2: holds every change, too");
    assertThat(states(played)).contains("Confirm").doesNotContain("Fence", "OpenEpoch");
  }

  @Test
  @DisplayName("partition by hand, a thousand changes at one timestamp: fenced, and both converge")
  void partitionByHand() throws IOException {
    Path log = log(1600, i -> FIRST.plusMillis(i < 300 ? i : i < 1300 ? 300 : i - 1000));
    Played played =
        Played.drill(
            folder,
            "--input",
            log.toString(),
            "--rate",
            "400",
            "--fault",
            "partition",
            "--trigger",
            "manual");

    assertThat(played.exitCode()).as(played.out() + played.err()).isEqualTo(Farshore.OK);
    figures(played, "Activated", 1600, 2, "us-east-2");
    assertThat(played.out()).contains("us-east-1: holds every change, too");
    assertThat(states(played)).contains("Fence", "WaitOutLeases").doesNotContain("Confirm");
  }

  @Test
  @DisplayName("switchover: nothing lost and nothing repeated")
  void switchover() {
    Played played =
        Played.drill(
            folder,
            "--changes",
            "1000",
            "--rate",
            "300",
            "--mode",
            "switchover",
            "--fault",
            "none");

    assertThat(played.exitCode()).as(played.out() + played.err()).isEqualTo(Farshore.OK);
    figures(played, "SwitchedOver", 1000, 2, "us-east-2");
    assertThat(played.json().path("duplicates").asLong()).isZero();
    assertThat(states(played)).contains("PrepareSwitchover", "FenceDrained");
  }

  @Test
  @DisplayName("failback: after the failover home again, with all that was written meanwhile")
  void failback() {
    Played played =
        Played.drill(
            folder, "--changes", "1500", "--rate", "400", "--trigger", "manual", "--failback");

    assertThat(played.exitCode()).as(played.out() + played.err()).isEqualTo(Farshore.OK);
    figures(played, "Activated", 1500, 3, "us-east-1");
    assertThat(played.out())
        .contains("us-east-1: is back, with its old state", "ended: SwitchedOver")
        .contains("us-east-2: holds every change, too")
        .doesNotContain("gave up waiting");
    assertThat(played.executions()).hasSize(2);
  }

  private static void figures(
      Played played, String outcome, long committed, long epoch, String active) {
    JsonNode json = played.json();
    SoftAssertions.assertSoftly(
        softly -> {
          softly.assertThat(json.path("outcome").asText()).isEqualTo(outcome);
          softly.assertThat(json.path("committed").asLong(-1)).isEqualTo(committed);
          softly.assertThat(json.path("lost").asLong(-1)).isZero();
          softly.assertThat(json.path("orderViolations").asLong(-1)).isZero();
          softly.assertThat(json.path("epochBefore").asLong()).isEqualTo(1);
          softly.assertThat(json.path("epochAfter").asLong()).isEqualTo(epoch);
          softly.assertThat(json.path("activeRegionAfter").asText()).isEqualTo(active);
          softly.assertThat(json.path("guarantees").properties()).hasSize(9);
          json.path("guarantees").forEach(held -> softly.assertThat(held.booleanValue()).isTrue());
        });
  }

  private static void recovery(Played played) {
    JsonNode json = played.json();
    double parts = 0;
    for (String part : List.of("detect", "confirm", "fence", "activate", "resume")) {
      assertThat(json.path(part).isNumber()).as(part).isTrue();
      parts += json.path(part).asDouble();
    }
    double recovery = json.path("rtoSeconds").asDouble();
    assertThat(recovery).isBetween(parts - 0.01, parts + 0.01).isLessThanOrEqualTo(30);
    assertThat(json.path("exposureSeconds").isNumber()).isTrue();
    JsonNode point = json.path("resumeFrom").path("drill");
    assertThat(json.path("watermark").asText())
        .isNotEmpty()
        .isEqualTo(point.path("commitTimestamp").asText());
    assertThat(states(played)).startsWith("Initialise", "Plan").contains("Confirm", "Done");
  }

  /** What an outsider finds in the folder. */
  private static void evidence(Played played) throws IOException {
    for (String file : List.of("report.json", "report.html", "changes.jsonl")) {
      assertThat(played.report().resolve(file)).isNotEmptyFile();
    }
    for (String region : List.of("us-east-1", "us-east-2")) {
      assertThat(played.stream(region))
          .isNotEmpty()
          .allSatisfy(
              record ->
                  assertThat(record.fieldNames())
                      .toIterable()
                      .containsExactly(
                          "shardId",
                          "parentShardIds",
                          "sequenceNumber",
                          "partitionKey",
                          "data",
                          "approximateArrivalTimestamp"));
      assertThat(played.table(region, "kdsActiveRegionConfig")).isNotEmpty();
      assertThat(played.table(region, "kdsReplicationCheckpoint")).isNotEmpty();
    }
    assertThat(played.executions())
        .anySatisfy(
            execution -> {
              assertThat(execution.path("executionArn")).isEqualTo(arn(played));
              assertThat(execution.path("input").isObject()).isTrue();
              assertThat(execution.path("output").path("outcome").asText()).isEqualTo("Activated");
              assertThat(execution.path("history").size()).isGreaterThan(20);
            });
    assertThat(Files.readString(played.report().resolve("report.html")))
        .contains("us-east-1 lost", "WaitOutLeases")
        .doesNotContain("src=\"http", "href=\"http");
  }

  private static JsonNode arn(Played played) {
    return played.json().path("executionArn");
  }

  private static List<String> states(Played played) {
    List<String> states = new ArrayList<>();
    played.json().path("states").forEach(state -> states.add(state.path("name").asText()));
    return states;
  }

  private static void removeOneChange(Path stream) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(stream));
    int last = lines.size() - 1;
    while (Played.parse(lines.get(last)).path("partitionKey").asText().startsWith("farshore")) {
      last--;
    }
    lines.remove(last);
    Files.write(stream, lines);
  }

  private Path log(int changes, IntFunction<Instant> committedAt) throws IOException {
    return Files.write(
        folder.resolve("changes.jsonl"),
        IntStream.range(0, changes)
            .mapToObj(
                i ->
                    "{\"key\":\"k%d\",\"commitTimestamp\":\"%s\",\"n\":%d}"
                        .formatted(i * 7 % 31, committedAt.apply(i), i))
            .toList());
  }
}
