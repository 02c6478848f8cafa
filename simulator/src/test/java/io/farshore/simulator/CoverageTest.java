package io.farshore.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@DisplayName("The corpus:")
class CoverageTest {

  private static final Path ROOT = Path.of(System.getProperty("farshore.root"));
  private static final Path CORPUS = ROOT.resolve("simulator/corpus.txt");
  private static final String REMAKE = "corpus.seeds";

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
    assertThat(coverage.unreached()).as("to be reached").hasSizeGreaterThan(200);
    for (String line : Files.readAllLines(CORPUS)) {
      String seed = line.replaceAll("#.*", "").strip();
      if (!seed.isEmpty()) {
        run(Long.parseLong(seed));
      }
    }
    for (long seed = 1; seed <= 1_500 && !coverage.unreached().isEmpty(); seed++) {
      run(seed);
    }
    assertThat(coverage.unreached()).as("not reached").isEqualTo(Set.of());
    assertThat(coverage.outOfReach()).as("reached").doesNotContainKeys(reached());
  }

  private String[] reached() {
    return coverage.reached().keySet().toArray(String[]::new);
  }

  @Test
  @DisplayName("what is out of reach is a branch that there is")
  void outOfReachIsABranch() {
    assertThat(coverage.branches()).containsAll(coverage.outOfReach().keySet());
  }

  private RunResult run(long seed) {
    RunResult result = simulation.run(seed, false);
    assertThat(result.message()).as("seed %s", seed).isEmpty();
    coverage.add(result);
    return result;
  }

  /** To be run with {@code -Dcorpus.seeds=3000} when the schedules are drawn in another way. */
  @Test
  @EnabledIfSystemProperty(named = REMAKE, matches = "\\d+")
  @DisplayName("is made anew: as few seeds as reach what so many first ones do")
  void remake() throws IOException {
    Map<Long, Set<String>> bySeed = new TreeMap<>();
    Set<String> missing = new TreeSet<>(coverage.unreached());
    for (long seed = 1; seed <= Long.getLong(REMAKE); seed++) {
      RunResult result = run(seed);
      Set<String> found = new TreeSet<>(result.reached().keySet());
      result.faults().keySet().forEach(fault -> found.add("fault " + fault.label()));
      found.retainAll(missing);
      bySeed.put(seed, found);
    }
    List<String> lines = new ArrayList<>();
    lines.add("# Seeds that together reach every fault, climate, state, catch and decision:");
    lines.add("# CoverageTest runs them. What is named is what no seed above it reaches.");
    while (bySeed.values().stream().anyMatch(found -> !found.isEmpty())) {
      Map.Entry<Long, Set<String>> most =
          bySeed.entrySet().stream()
              .max(Comparator.comparingInt(entry -> entry.getValue().size()))
              .orElseThrow();
      Set<String> taken = new TreeSet<>(most.getValue());
      String named = taken.size() > 3 ? taken.size() + " branches" : String.join("; ", taken);
      lines.add(most.getKey() + "  # " + named);
      bySeed.values().forEach(found -> found.removeAll(taken));
    }
    Files.write(CORPUS, lines);
    assertThat(coverage.unreached()).as("not reached").isEqualTo(Set.of());
  }
}
