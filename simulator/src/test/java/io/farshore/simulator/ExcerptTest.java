package io.farshore.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is shown of a failing seed:")
class ExcerptTest {

  private static RunResult failing(Sabotage wrong, long seed) throws IOException {
    Path file = Path.of(System.getProperty("farshore.root"), "statemachines/failover.asl.json");
    RunResult result = new Simulation(file, Fault.all(), wrong).run(seed, true);
    assertThat(result.passed()).isFalse();
    return result;
  }

  @Test
  @DisplayName("phases, markers, executions and producers, and what broke the guarantee")
  void theCause() throws IOException {
    Path file = Path.of(System.getProperty("farshore.root"), "statemachines/failover.asl.json");
    Simulation wrong = new Simulation(file, Set.of(Fault.PARTITION), Sabotage.COPY_WHILE_FENCING);
    long seed = 1;
    while (wrong.run(seed, false).passed()) {
      seed++;
    }
    List<String> lines = new Excerpt(wrong.run(seed, true)).lines();
    assertThat(lines)
        .anyMatch(line -> line.contains("is FENCING in"))
        .anyMatch(line -> line.contains("marker of 2 in"))
        .anyMatch(line -> line.contains("starts with {\"mode\""))
        .anyMatch(line -> line.contains("p1") && line.contains(" follows "))
        .anyMatch(line -> line.contains("behind the marker of"))
        .noneMatch(line -> line.matches(".* gets shardId-\\d+ \\d+ to \\d+.*"))
        .noneMatch(line -> line.contains("ends; shardId-"));
    assertThat(lines).last().asString().contains("VIOLATION");
  }

  @Test
  @DisplayName("the watermarks of which W was made, where it came out too high")
  void theWatermarks() throws IOException {
    RunResult failed = failing(Sabotage.WATERMARK_IS_MAX, 1);
    String change =
        failed.message().orElseThrow().replaceAll(".*change (\\d+) of (\\w+).*", "$2:$1");
    assertThat(new Excerpt(failed).lines())
        .anyMatch(line -> line.contains("is copied up to"))
        .anyMatch(line -> line.contains("change " + change + " "));
  }

  @Test
  @DisplayName("the schedule is in the order of time, with each fault of a call by its name")
  void theSchedule() throws IOException {
    RunResult failed = failing(Sabotage.WATERMARK_IS_MAX, 1);
    List<Note> schedule = failed.schedule();
    assertThat(schedule).extracting(Note::atNanos).isSorted();
    assertThat(schedule).filteredOn(note -> note.who().startsWith("no. ")).hasSize(133);
    assertThat(schedule)
        .filteredOn(note -> note.kind() == Note.Kind.FAULT)
        .hasSize((int) failed.strikes())
        .anyMatch(note -> note.what().matches("[a-z-]+ strikes: .*us-east-[12]"));
  }
}
