package io.farshore.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The corpus:")
class CoverageTest {

  private static final Path ROOT = Path.of(System.getProperty("farshore.root"));

  private final Path file = ROOT.resolve("statemachines/failover.asl.json");
  private final Simulation simulation;
  private final Coverage coverage;

  CoverageTest() throws IOException {
    simulation = new Simulation(file, Fault.all(), Sabotage.NONE);
    coverage = new Coverage(file);
  }

  /** Where other draws have moved what was rare, the first seeds are asked, too. */
  @Test
  @DisplayName("its seeds hold, and reach every fault, state, catch and decision together")
  void reachesEverything() throws IOException {
    assertThat(coverage.unreached()).as("to be reached").hasSizeGreaterThan(120);
    for (String line : Files.readAllLines(ROOT.resolve("simulator/corpus.txt"))) {
      String seed = line.replaceAll("#.*", "").strip();
      if (!seed.isEmpty()) {
        run(Long.parseLong(seed));
      }
    }
    for (long seed = 1; seed <= 1_500 && !coverage.unreached().isEmpty(); seed++) {
      run(seed);
    }
    assertThat(coverage.unreached()).as("not reached").isEqualTo(Set.of());
  }

  private void run(long seed) {
    RunResult result = simulation.run(seed, false);
    assertThat(result.message()).as("seed %s", seed).isEmpty();
    coverage.add(result);
  }
}
