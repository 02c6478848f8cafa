package io.farshore.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {

  private static final Path STATE_MACHINE =
      Path.of(System.getProperty("farshore.root"), "statemachines/failover.asl.json");

  @Test
  @DisplayName("every guarantee holds over 60 schedules of faults, and failovers happen in them")
  void holdsOverManySeeds() throws IOException {
    Simulation simulation = simulation(Fault.all(), Sabotage.NONE);
    long failovers = 0;
    for (long seed = 1; seed <= 60; seed++) {
      RunResult result = simulation.run(seed, false);
      assertThat(result.message()).as("seed %d", seed).isEmpty();
      failovers += result.failovers();
    }
    assertThat(failovers).isGreaterThan(80);
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

  @Test
  @DisplayName("several threads give the same results, in the same order")
  void threadsDoNotMatter() throws Exception {
    List<Long> one = new ArrayList<>();
    List<Long> two = new ArrayList<>();
    Callable<Simulation> right = () -> simulation(Fault.all(), Sabotage.NONE);
    new Seeds(right, 1).run(1, 12, result -> one.add(result.hash()));
    new Seeds(right, 2).run(1, 12, result -> two.add(result.hash()));
    assertThat(two).isEqualTo(one).hasSize(12);
  }

  @Test
  @DisplayName("a run that is healed after so many events comes to rest, too")
  void bounded() throws IOException {
    RunResult whole = simulation(Fault.all(), Sabotage.NONE).run(4, false);
    RunResult bounded = new Simulation(STATE_MACHINE, Fault.all(), Sabotage.NONE, 500).run(4, true);
    assertThat(bounded.message()).isEmpty();
    assertThat(bounded.hash()).isNotEqualTo(whole.hash());
    assertThat(bounded.timeline()).anyMatch(line -> line.endsWith("all is healed"));
  }

  @Test
  @DisplayName("the judge of drills sees at the end what no event showed")
  void theEndIsJudged() throws IOException {
    Simulation wrong = simulation(Fault.all(), Sabotage.FAIL_OPEN_ON_CONTROL_ERROR);
    boolean seen = false;
    for (long seed = 1; seed <= 100 && !seen; seed++) {
      RunResult result = wrong.run(seed, false);
      seen = result.message().filter(said -> said.startsWith("at the end")).isPresent();
    }
    assertThat(seen).isTrue();
  }

  @Test
  @DisplayName("what fails is made shorter, and fails still, with the same letter")
  void shrinks() throws IOException {
    Simulation wrong = simulation(Fault.all(), Sabotage.WATERMARK_IS_MAX);
    long seed = 1;
    while (wrong.run(seed, false).passed()) {
      seed++;
    }
    RunResult failed = wrong.run(seed, false);
    Cut cut = new Shrinker(wrong, 40).shrink(failed);
    RunResult shorter = wrong.run(seed, false, cut);
    assertThat(shorter.letter()).isEqualTo(failed.letter());
    assertThat(shorter.script()).hasSizeLessThan(failed.happenings() / 2);
  }
}
