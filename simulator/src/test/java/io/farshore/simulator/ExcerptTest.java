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

  /** The first seed that catches it, with its timeline. */
  private static RunResult caught(Sabotage wrong, Set<Fault> faults) throws IOException {
    Path file = Path.of(System.getProperty("farshore.root"), "statemachines/failover.asl.json");
    Simulation simulation = new Simulation(file, faults, wrong);
    long seed = 1;
    while (simulation.run(seed, false).passed()) {
      seed++;
    }
    return simulation.run(seed, true);
  }

  @Test
  @DisplayName("phases, markers, executions and producers, and what broke the guarantee")
  void theCause() throws IOException {
    RunResult failed = caught(Sabotage.COPY_WHILE_FENCING, Set.of(Fault.PARTITION));
    List<String> lines = new Excerpt(failed).lines();
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
    RunResult failed = caught(Sabotage.WATERMARK_IS_MAX, Fault.all());
    String change =
        failed.message().orElseThrow().replaceAll(".*change (\\d+) of (\\w+).*", "$2:$1");
    assertThat(new Excerpt(failed).lines())
        .anyMatch(line -> line.contains("is copied up to"))
        .anyMatch(line -> line.contains("change " + change + " "));
  }

  @Test
  @DisplayName("the schedule is in the order of time, with each fault of a call by its name")
  void theSchedule() throws IOException {
    RunResult failed = caught(Sabotage.WATERMARK_IS_MAX, Fault.all());
    List<Note> schedule = failed.schedule();
    assertThat(schedule).extracting(Note::atNanos).isSorted();
    List<String> numbered =
        schedule.stream().map(Note::who).filter(who -> who.startsWith("no. ")).toList();
    assertThat(numbered).hasSizeGreaterThan(10).doesNotHaveDuplicates();
    assertThat(numbered).contains("no. 0", "no. " + (numbered.size() - 1));
    assertThat(schedule)
        .filteredOn(note -> note.kind() == Note.Kind.FAULT)
        .hasSizeLessThanOrEqualTo((int) failed.strikes())
        .anyMatch(note -> note.what().matches("[a-z-]+ strikes: .*us-east-[12]"));
  }
}
