package io.farshore.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.simulator.RunResult;
import io.farshore.verifier.judge.Letter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is printed of a failing seed:")
class FailureReportTest {

  private final StringWriter said = new StringWriter();
  private final FailureReport report =
      new FailureReport(new PrintWriter(said, true), " --faults split");

  private static RunResult failed(Optional<String> broken, Optional<RuntimeException> threw) {
    return new RunResult(
        60_000,
        broken.map(message -> Letter.B),
        broken,
        threw,
        0,
        0,
        0,
        Map.of(),
        Map.of(),
        0,
        Map.of(),
        0,
        List.of(),
        List.of());
  }

  @Test
  @DisplayName("the seed, the letter and the command that shows its timeline")
  void letter() {
    report.outcome(failed(Optional.of("p1 overtook"), Optional.empty()));
    assertThat(said)
        .hasToString(
            """
            seed 60000: B does not hold: p1 overtook
              its timeline: ./farshore simulate --replay 60000 --faults split
            """);
  }

  @Test
  @DisplayName("of one that threw: the seed, what was thrown, and where its first cause came from")
  void threw() {
    RuntimeException bug =
        new IllegalStateException("outer", new ArithmeticException("by zero\nand more"));
    RunResult result = failed(Optional.empty(), Optional.of(bug));
    report.outcome(result);
    report.stack(result);
    assertThat(said.toString())
        .contains("seed 60000: threw java.lang.IllegalStateException: outer")
        .contains("./farshore simulate --replay 60000 --faults split")
        .contains("the cause: java.lang.ArithmeticException: by zero")
        .contains("    at io.farshore.command.FailureReportTest.threw(")
        .doesNotContain("and more");
  }
}
