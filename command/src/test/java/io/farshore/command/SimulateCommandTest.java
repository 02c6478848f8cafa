package io.farshore.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("simulate:")
class SimulateCommandTest {

  @TempDir private Path folder;

  private Played simulate(String arguments) {
    return Played.run(folder, ("simulate " + arguments).split(" "));
  }

  @Test
  @DisplayName("seeds that hold end with 0, and the JSON counts faults and branches")
  void holds() throws IOException {
    Path json = folder.resolve("counts.json");
    Played played = simulate("--seeds 1..12 --jobs 2 --json " + json);
    assertThat(played.exitCode()).as(played.out() + played.err()).isZero();
    JsonNode counts = new ObjectMapper().readTree(json.toFile());
    assertThat(counts.path("seeds").asInt()).isEqualTo(12);
    assertThat(counts.path("failed").asInt()).isZero();
    assertThat(counts.path("failovers").asInt()).isGreaterThanOrEqualTo(12);
    assertThat(counts.path("seconds").asDouble()).isPositive();
    assertThat(counts.at("/faults/delivered").asLong()).isPositive();
    assertThat(counts.path("coverage").path("state OpenEpoch").asLong()).isPositive();
    assertThat(counts.path("unreached").isArray()).isTrue();
  }

  @Test
  @DisplayName("only the named faults happen")
  void onlyTheNamedFaults() throws IOException {
    Path json = folder.resolve("counts.json");
    assertThat(simulate("--seeds 1..6 --faults partition,split --json " + json).exitCode())
        .isZero();
    assertThat(new ObjectMapper().readTree(json.toFile()).path("faults").fieldNames())
        .toIterable()
        .isSubsetOf("delivered", "partition", "split");
  }

  @Test
  @DisplayName("healed after its first event, before there is a producer, a run comes to rest")
  void healedAtOnce() {
    Played played = simulate("--seeds 1..4 --events 1");
    assertThat(played.exitCode()).as(played.out()).isZero();
  }

  @Test
  @DisplayName("a sabotage ends with 1 and tells seed, letter, rates, schedule and replay")
  void sabotage() {
    Played played = simulate("--sabotage resume-exclusive --seeds 1..1000 --shrink 20");
    assertThat(played.exitCode()).isEqualTo(Farshore.NOT_HELD);
    assertThat(played.out())
        .contains("seed 1: B does not hold", "rates: ", "--replay 1", "the shortest schedule");
    assertThat(played.out())
        .contains("no. 0 ", "what matters of its timeline", "VIOLATION")
        .doesNotContain("ends; shardId-");
  }

  @Test
  @DisplayName("a sabotage that the rest of the protocol covers ends with 0 and says where why")
  void covered() {
    Played played = simulate("--sabotage parent-retired-first --seeds 1..2");
    assertThat(played.exitCode()).as(played.out()).isZero();
    assertThat(played.out()).contains("covers it: docs/adr/0010-");
  }

  @Test
  @DisplayName("one that these seeds do not catch is not taken for right")
  void notCaught() {
    Played played = simulate("--sabotage no-fence-wait --seeds 1..2");
    assertThat(played.exitCode()).isZero();
    assertThat(played.out()).contains("no-fence-wait was not caught by these seeds");
  }

  @Test
  @DisplayName("a folder for --json is refused before any seed is played")
  void aFolderForJson() {
    Played played = simulate("--seeds 1..3 --json " + folder);
    assertThat(played.exitCode()).isEqualTo(Farshore.USAGE);
    assertThat(played.err()).contains("--json " + folder + " can't be written; name a file");
    assertThat(played.out()).isEmpty();
  }

  @Test
  @DisplayName("a replay shows the timeline of a seed")
  void replay() {
    Played played = simulate("--replay 3");
    assertThat(played.exitCode()).isZero();
    assertThat(played.out()).contains("all is healed", "1 seeds, 0 failed");
  }
}
