package io.farshore.command.drill;

import java.io.PrintWriter;
import java.time.Duration;

/**
 * What a drill shows while it runs: a plain line for each event, and where the output is a terminal
 * one line at the bottom that is written anew as the figures change. Thread-safe.
 */
final class LiveView {

  private static final String CLEAR_LINE = "\r\u001b[2K";

  private final PrintWriter out;
  private final boolean terminal;
  private boolean figuresShown;

  private LiveView(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** A view on {@code out}; {@code terminal}: it can rewrite a line. */
  static LiveView to(PrintWriter out, boolean terminal) {
    return new LiveView(out, terminal);
  }

  /** Something happened, so long after the change log began. */
  synchronized void event(Duration since, String what) {
    clearFigures();
    out.printf("%8.1f s  %s%n", since.toMillis() / 1000.0, what);
    out.flush();
  }

  /** A line without a time. */
  synchronized void say(String line) {
    clearFigures();
    out.println(line);
    out.flush();
  }

  /** The figures as they are now. On a terminal only. */
  synchronized void figures(Duration since, Figures figures) {
    if (!terminal) {
      return;
    }
    clearFigures();
    out.printf(
        "%8.1f s  committed %d/%d │ %s %d%s │ %s %d%s │ lag %d │ epoch %s │ %s",
        since.toMillis() / 1000.0,
        figures.committed(),
        figures.changes(),
        figures.first().region(),
        figures.first().records(),
        figures.first().lost() ? " LOST" : "",
        figures.second().region(),
        figures.second().records(),
        figures.second().lost() ? " LOST" : "",
        figures.lag(),
        figures.epoch(),
        figures.state());
    out.flush();
    figuresShown = true;
  }

  private void clearFigures() {
    if (figuresShown) {
      out.print(CLEAR_LINE);
      figuresShown = false;
    }
  }

  /**
   * The drill at a glance.
   *
   * @param committed changes that the log has committed so far
   * @param changes all of them
   * @param first the Region that was active at the beginning
   * @param second the other one
   * @param lag records in the active Region that are not in the other
   * @param epoch that the producer follows
   * @param state the current state of the state machine, or what is being waited for
   */
  record Figures(
      int committed,
      int changes,
      RegionFigures first,
      RegionFigures second,
      long lag,
      String epoch,
      String state) {}

  /** One Region's stream. */
  record RegionFigures(String region, long records, boolean lost) {}
}
