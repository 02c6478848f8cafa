package io.farshore.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs all benchmarks and writes their figures as a Markdown table: {@code bench/micro}. */
public final class MicroReport {

  private static final String ALLOCATION = "gc.alloc.rate.norm";

  private MicroReport() {}

  /** Takes the file to write, and optionally a pattern of the benchmarks to run. */
  public static void main(String[] arguments) throws RunnerException {
    Path file = Path.of(arguments[0]);
    String pattern = arguments.length > 1 ? arguments[1] : "io.farshore.bench";
    OptionsBuilder options = new OptionsBuilder();
    options
        .include(pattern)
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.NANOSECONDS)
        .forks(1)
        .warmupIterations(3)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(5)
        .measurementTime(TimeValue.seconds(1))
        .jvmArgsAppend("-XX:+UseSerialGC", "-Xmx512m")
        .addProfiler(GCProfiler.class);
    String page = page(new Runner(options.build()).run());
    try {
      Files.writeString(file, page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String page(Collection<RunResult> results) {
    StringJoiner page = new StringJoiner("\n", "", "\n");
    page.add("# Single pieces of the copy path").add("");
    page.add("Made by `bench/micro` on " + machine() + ".");
    page.add("Per record (event, lanes, timestamp) or per computation (watermark), one thread.");
    page.add("").add("| piece | of | ns | ± | bytes allocated |").add("|---|---|--:|--:|--:|");
    results.stream().map(MicroReport::row).sorted().forEach(page::add);
    return page.toString();
  }

  private static String row(RunResult result) {
    String name = result.getParams().getBenchmark();
    String piece = name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
    StringJoiner of = new StringJoiner(", ");
    for (String key : result.getParams().getParamsKeys()) {
      of.add(key + " " + result.getParams().getParam(key).toLowerCase(Locale.ROOT));
    }
    Result<?> time = result.getPrimaryResult();
    Result<?> allocation = result.getSecondaryResults().get(ALLOCATION);
    String allocated =
        allocation == null ? "" : String.format(Locale.ROOT, "%,.0f", allocation.getScore());
    return String.format(
        Locale.ROOT,
        "| `%s` | %s | %,.0f | %,.0f | %s |",
        piece.replace("Benchmark", ""),
        of,
        time.getScore(),
        time.getScoreError(),
        allocated);
  }

  private static String machine() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.availableProcessors()
        + " cores, "
        + System.getProperty("os.arch")
        + ", "
        + System.getProperty("java.vm.name")
        + " "
        + System.getProperty("java.version");
  }
}
