package io.farshore.command;

import io.farshore.simulator.Cut;
import io.farshore.simulator.Excerpt;
import io.farshore.simulator.Fault;
import io.farshore.simulator.Note;
import io.farshore.simulator.RunResult;
import io.farshore.simulator.Shrinker;
import io.farshore.simulator.Simulation;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What is printed of a seed that broke a guarantee, or threw. */
final class FailureReport {

  private static final int MOST_LINES = 100;
  private static final int MOST_WORDS = 200;
  private static final int MOST_FRAMES = 12;

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

  /** The seed, what is wrong, and how to see its timeline. */
  void outcome(RunResult result) {
    out.printf("seed %d: %s%n", result.seed(), wrong(result));
    out.println("  its timeline: " + replay(result) + options);
  }

  private static String replay(RunResult result) {
    return "./farshore simulate --replay " + result.seed();
  }

  private static String wrong(RunResult result) {
    return result
        .threw()
        .map(thrown -> "threw " + said(thrown))
        .orElseGet(
            () ->
                "%s does not hold: %s"
                    .formatted(result.letter().orElseThrow(), result.message().orElseThrow()));
  }

  private static String said(Throwable thrown) {
    String text = String.valueOf(thrown).lines().findFirst().orElse("");
    return text.length() > MOST_WORDS ? text.substring(0, MOST_WORDS) + "..." : text;
  }

  /** Where it was thrown, by its first cause; nothing where nothing was. */
  void stack(RunResult result) {
    result
        .threw()
        .ifPresent(
            thrown -> {
              Throwable cause = thrown;
              while (cause.getCause() != null) {
                cause = cause.getCause();
              }
              out.println("  the cause: " + said(cause));
              Arrays.stream(cause.getStackTrace())
                  .limit(MOST_FRAMES)
                  .forEach(frame -> out.println("    at " + frame));
            });
  }

  /** The rates of its faults. */
  void rates(RunResult result) {
    out.println(
        "  rates: "
            + result.rates().entrySet().stream()
                .filter(rate -> rate.getValue() > 0 && rate.getKey() != Fault.DELIVERED)
                .map(rate -> "%s %.3f".formatted(rate.getKey().label(), rate.getValue()))
                .collect(Collectors.joining(", ")));
  }

  /** Looks for a shorter schedule, and prints it with what matters of its timeline. */
  void shrunk(Simulation simulation, RunResult failed, int mostRuns) {
    Shrinker shrinker = new Shrinker(simulation, mostRuns);
    Cut cut = shrinker.shrink(failed);
    RunResult shortest = simulation.run(failed.seed(), true, cut);
    out.printf(
        "  the shortest schedule found, in %d runs: %d of its %d happenings, and %d faults of calls"
            + " and functions:%n",
        shrinker.runs(), shortest.script().size(), failed.happenings(), shortest.strikes());
    List<Note> schedule = shortest.schedule();
    int left = Math.max(0, schedule.size() - MOST_LINES);
    schedule.subList(left, schedule.size()).forEach(line -> out.println("    " + line));
    if (left > 0) {
      out.printf("    (and %d earlier ones)%n", left);
    }
    out.println("  what it leads to: " + wrong(shortest));
    out.println("  what matters of its timeline:");
    new Excerpt(shortest).lines().forEach(line -> out.println("    " + line));
    out.println("  all of it: " + replay(failed) + options + of(cut));
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
