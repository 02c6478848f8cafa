package io.farshore.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

@DisplayName("Benchmarks")
class BenchmarksRunTest {

  @Test
  void each_runs_once_and_has_a_row_in_the_report() throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("io.farshore.bench")
        .forks(0)
        .warmupIterations(0)
        .measurementIterations(1)
        .measurementTime(TimeValue.milliseconds(5))
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);

    Collection<RunResult> results = new Runner(options.build()).run();

    assertThat(MicroReport.page(results).lines().filter(line -> line.startsWith("| `")))
        .hasSize(15)
        .anyMatch(line -> line.startsWith("| `Lane.write` | keys hot, ordering strict |"))
        .anyMatch(line -> line.startsWith("| `CommitTimestamp.read` | change large |"))
        .anyMatch(line -> line.startsWith("| `Watermark.compute` | shards 1024 |"))
        .anyMatch(line -> line.startsWith("| `Event.read` | size 1024 |"));
  }
}
