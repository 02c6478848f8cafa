package io.farshore.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Wrong versions of the protocol:")
class SabotageTest {

  private static final Path ROOT = Path.of(System.getProperty("farshore.root"));
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z0-9-]+)` \\| (\\d+) \\| ([A-I]) \\|");

  /** The table that {@code farshore simulate --table} makes: name, seed, letter. */
  private static Map<String, List<String>> table() throws IOException {
    Map<String, List<String>> rows = new TreeMap<>();
    for (String line : Files.readAllLines(ROOT.resolve("docs/simulator.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows.put(row.group(1), List.of(row.group(2), row.group(3)));
      }
    }
    return rows;
  }

  private static Stream<Sabotage> wrong() {
    return Arrays.stream(Sabotage.values()).filter(each -> each != Sabotage.NONE);
  }

  private static Stream<Sabotage> toBeCaught() {
    return wrong().filter(each -> each.proof().isEmpty());
  }

  /** When what is drawn has changed, the table is made anew: {@code farshore simulate --table}. */
  @ParameterizedTest
  @MethodSource("toBeCaught")
  @DisplayName("each is caught by the seed that the docs' table names, and breaks its letter")
  void isCaught(Sabotage wrong) throws IOException {
    List<String> row = table().get(wrong.label());
    assertThat(row).as("the row of %s in docs/simulator.md", wrong.label()).isNotNull();
    long seed = Long.parseLong(row.get(0));
    assertThat(seed).isBetween(1L, 1_000L);
    Path file = ROOT.resolve("statemachines/failover.asl.json");
    RunResult result = new Simulation(file, Fault.all(), wrong).run(seed, false);
    assertThat(result.letter().map(Object::toString))
        .as("the letter that seed %s breaks", seed)
        .contains(row.get(1));
  }

  @Test
  @DisplayName("the table has no row of another one")
  void noOtherRows() throws IOException {
    assertThat(table().keySet())
        .containsExactlyInAnyOrderElementsOf(toBeCaught().map(Sabotage::label).toList());
  }

  @Test
  @DisplayName("for what random schedules do not catch the table points to the reason")
  void orIsProved() throws IOException {
    String docs = Files.readString(ROOT.resolve("docs/simulator.md"));
    List<Sabotage> proved = wrong().filter(each -> each.proof().isPresent()).toList();
    assertThat(proved).isNotEmpty();
    for (Sabotage each : proved) {
      String proof = each.proof().orElseThrow();
      assertThat(Files.readString(ROOT.resolve(proof))).contains("`" + each.label() + "`");
      assertThat(docs).contains("| `" + each.label() + "` | none | [why]");
    }
  }
}
