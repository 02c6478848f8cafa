package io.farshore.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {

  private static final Path STATE_MACHINE =
      Path.of(System.getProperty("farshore.root"), "statemachines/failover.asl.json");

  @Test
  @DisplayName("every guarantee holds over 150 schedules of faults, and failovers happen in them")
  void holdsOverManySeeds() throws IOException {
    Simulation simulation = simulation(Fault.all(), Sabotage.NONE);
    long failovers = 0;
    for (long seed = 1; seed <= 150; seed++) {
      RunResult result = simulation.run(seed, false);
      assertThat(result.message()).as("seed %d", seed).isEmpty();
      failovers += result.failovers();
    }
    assertThat(failovers).isGreaterThan(50);
  }

  @Test
  @DisplayName("one seed gives the same events, with a timeline or without; another one others")
  void aSeedDecidesEverything() throws IOException {
    RunResult once = simulation(Fault.all(), Sabotage.NONE).run(7, false);
    Simulation again = simulation(Fault.all(), Sabotage.NONE);
    again.run(3, false);
    RunResult twice = again.run(7, true);
    assertThat(twice.hash()).isEqualTo(once.hash());
    assertThat(twice.events()).isEqualTo(once.events());
    assertThat(twice.timeline()).isNotEmpty();
    assertThat(again.run(8, false).hash()).isNotEqualTo(once.hash());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  @DisplayName("a version of the protocol that is known to be wrong is caught within 1,000 seeds")
  void catches(Sabotage sabotage) throws IOException {
    Simulation simulation = simulation(Fault.all(), sabotage);
    long seed = 1;
    while (seed <= 1_000 && simulation.run(seed, false).passed()) {
      seed++;
    }
    assertThat(seed).as("the seed that catches %s", sabotage.label()).isLessThanOrEqualTo(1_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  @DisplayName("without any fault allowed, no fault but plain delivery is counted")
  void drawsOnlyTheFaultsAllowed(long seed) throws IOException {
    RunResult result = simulation(Set.of(), Sabotage.NONE).run(seed, false);
    assertThat(result.message()).isEmpty();
    assertThat(result.faults()).containsOnlyKeys(Fault.DELIVERED);
  }

  private static Simulation simulation(Set<Fault> faults, Sabotage sabotage) throws IOException {
    return new Simulation(STATE_MACHINE, faults, sabotage);
  }
}
