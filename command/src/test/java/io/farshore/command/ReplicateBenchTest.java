package io.farshore.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplicateBenchTest {

  @TempDir private Path folder;

  @Test
  @DisplayName(
      "bench replicate: all contenders copy the same data, and each batch costs what it may")
  void measuresAllContenders() throws IOException {
    Path json = folder.resolve("runs.json");
    Played played =
        Played.run(
            folder,
            "bench replicate --no-limits --records 2000 --warm-up 0 --rtt 5 --shards 2 --keys hot"
                .concat(" --baseline-records 10 --json " + json)
                .split(" "));
    assertThat(played.exitCode()).as(played.out() + played.err()).isZero();
    JsonNode runs = new ObjectMapper().readTree(json.toFile());
    assertThat(runs.findValuesAsText("contender"))
        .containsExactly("strict", "relaxed", "per-record");
    for (JsonNode run : runs) {
      assertThat(run.path("holds").asBoolean()).as(run.toPrettyString()).isTrue();
      assertThat(run.path("lost").asLong()).isZero();
      assertThat(run.path("allocatedBytesPerRecord").asDouble()).isPositive();
      assertThat(run.at("/dollarsPerMillionRecords/total").asDouble()).isPositive();
    }
    JsonNode batch = runs.get(0).path("perBatch");
    assertThat(batch.path("batches").asInt()).isPositive();
    assertThat(batch.path("checkpointWrites").asDouble()).isLessThanOrEqualTo(1);
    assertThat(batch.path("controlReads").asDouble()).isLessThanOrEqualTo(1);
    assertThat(runs.get(2).at("/perBatch/checkpointWrites").asDouble())
        .isEqualTo(runs.get(2).at("/perBatch/records").asDouble());
  }

  @Test
  @DisplayName("bench replicate: fed at a rate, in a process of its own, it tells lag and heap")
  void measuresLagInAProcessOfItsOwn() throws IOException {
    Path json = folder.resolve("runs.json");
    Played played =
        Played.run(
            folder,
            ("bench replicate --contenders strict --feed 100 --seconds 3 --shards 1 --rtt 5"
                    + " --warm-up 10 --own-process 256 --json "
                    + json)
                .split(" "));
    assertThat(played.exitCode()).as(played.out() + played.err()).isZero();
    JsonNode run = new ObjectMapper().readTree(json.toFile()).get(0);
    assertThat(run.at("/lagMillis/p99").asInt()).isPositive();
    assertThat(run.path("peakHeapBytes").asLong()).isBetween(1L, 256L << 20);
    assertThat(run.path("worstLagBySecond")).isNotEmpty();
  }

  @Test
  @DisplayName("bench replicate refuses what is out of range, naming the option")
  void refusesWhatIsOutOfRange() {
    Played played = Played.run(folder, "bench", "replicate", "--shards", "65");
    assertThat(played.exitCode()).isEqualTo(Farshore.USAGE);
    assertThat(played.err()).contains("--shards 65 is out of range; use 1 to 64");
  }
}
