package io.farshore.command;

import io.farshore.simulator.Cut;
import io.farshore.simulator.Fault;
import io.farshore.simulator.RunResult;
import io.farshore.simulator.Shrinker;
import io.farshore.simulator.Simulation;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** What is printed of a seed that broke a guarantee. */
final class FailureReport {

  private static final int LAST_LINES = 40;

  private final PrintWriter out;
  private final String options;

  /**
   * To be printed.
   *
   * @param options what a replay needs besides the seed
   */
  FailureReport(PrintWriter out, String options) {
    this.out = out;
    this.options = options;
  }

  void letter(RunResult result) {
    out.printf(
        "seed %d: %s does not hold: %s%n",
        result.seed(), result.letter().orElseThrow(), result.message().orElseThrow());
  }

  void rates(RunResult result) {
    out.println(
        "  rates: "
            + result.rates().entrySet().stream()
                .filter(rate -> rate.getValue() > 0 && rate.getKey() != Fault.DELIVERED)
                .map(rate -> "%s %.3f".formatted(rate.getKey().label(), rate.getValue()))
                .collect(Collectors.joining(", ")));
    out.println("  its timeline: ./farshore simulate --replay " + result.seed() + options);
  }

  /** Looks for a shorter schedule, and prints it with the end of its timeline. */
  void shrunk(Simulation simulation, RunResult failed, int mostRuns) {
    Shrinker shrinker = new Shrinker(simulation, mostRuns);
    Cut cut = shrinker.shrink(failed);
    RunResult shortest = simulation.run(failed.seed(), true, cut);
    out.printf(
        "  the shortest schedule found, of %d happenings, in %d runs; it has %d of them, and %d"
            + " faults of calls and functions:%n",
        failed.happenings(), shrinker.runs(), shortest.script().size(), shortest.strikes());
    shortest.script().forEach(line -> out.println("    " + line));
    out.println(
        "  "
            + shortest.letter().map(Enum::name).orElse("nothing")
            + ": "
            + shortest.message().orElse("")
            + "; the end of its timeline:");
    List<String> timeline = shortest.timeline();
    timeline
        .subList(Math.max(0, timeline.size() - LAST_LINES), timeline.size())
        .forEach(line -> out.println("    " + line));
    out.println("  all of it: ./farshore simulate --replay " + failed.seed() + options + of(cut));
  }

  private static String of(Cut cut) {
    String faults =
        cut.faults().isEmpty()
            ? ""
            : " --without "
                + cut.faults().stream().sorted().map(Fault::label).collect(Collectors.joining(","));
    String happenings =
        cut.happenings().isEmpty() ? "" : " --drop " + Numbers.text(cut.happenings());
    String strikes = cut.mostStrikes() == Long.MAX_VALUE ? "" : " --strikes " + cut.mostStrikes();
    return faults + happenings + strikes;
  }
}
