package io.farshore.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Code that throws in a run:")
class ThrownTest {

  private static final Path STATE_MACHINE =
      Path.of(System.getProperty("farshore.root"), "statemachines/failover.asl.json");

  @Test
  @DisplayName("the run has failed, without a letter, and its timeline shows where")
  void failsWithoutALetter() throws IOException {
    IllegalStateException bug = new IllegalStateException("a bug");
    RunResult result =
        Scenario.oneChange(1)
            .at(
                3,
                "a bug strikes",
                stage -> {
                  throw bug;
                })
            .play(Sabotage.NONE);
    assertThat(result.passed()).isFalse();
    assertThat(result.letter()).isEmpty();
    assertThat(result.threw()).containsSame(bug);
    assertThat(result.timeline()).last().asString().contains("3.000", "IllegalStateException");
  }

  @Test
  @DisplayName("the other seeds are played all the same, in one thread and in several")
  void theOthersGoOn() throws Exception {
    Happening bug =
        new Happening(
            9_999,
            3_000_000_000L,
            Optional.empty(),
            "a bug strikes",
            stage -> {
              throw new IllegalStateException("a bug");
            });
    for (int jobs = 1; jobs <= 2; jobs++) {
      List<RunResult> results = new ArrayList<>();
      new Seeds(() -> new Simulation(STATE_MACHINE, Fault.all(), Sabotage.NONE).besides(bug), jobs)
          .run(1, 6, results::add);
      assertThat(results).extracting(RunResult::seed).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
      assertThat(results).allMatch(result -> result.threw().isPresent());
    }
  }
}
