package io.farshore.command.drill;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/**
 * What a drill shows while it runs: a plain line for each event, which together are the timeline,
 * and where the output is a terminal a panel below them that is written anew as the figures change.
 * Thread-safe.
 */
final class LiveView {

  private static final String UP_TO_START_OF_LINE = "\u001b[%dF";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final String NO_WRAP = "\u001b[?7l";
  private static final String WRAP = "\u001b[?7h";

  private final PrintWriter out;
  private final boolean terminal;
  private List<String> shown = List.of();

  private LiveView(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** A view on {@code out}; {@code terminal}: it understands the usual escape sequences. */
  static LiveView to(PrintWriter out, boolean terminal) {
    return new LiveView(out, terminal);
  }

  /** Something happened, so long after the change log began. */
  synchronized void event(Duration since, String what) {
    above("%8.1f s  %s".formatted(since.toMillis() / 1000.0, what));
  }

  /** A line without a time; the panel is gone until the next figures. */
  synchronized void say(String line) {
    clear();
    shown = List.of();
    out.println(line);
    out.flush();
  }

  /** The figures as they are now. On a terminal only. */
  synchronized void figures(Duration since, Figures figures) {
    if (terminal) {
      clear();
      shown = new Panel(since, figures).lines();
      show();
      out.flush();
    }
  }

  private void above(String line) {
    clear();
    out.println(line);
    show();
    out.flush();
  }

  private void show() {
    if (!shown.isEmpty()) {
      out.print(NO_WRAP);
      shown.forEach(out::println);
      out.print(WRAP);
    }
  }

  private void clear() {
    if (!shown.isEmpty()) {
      out.printf(UP_TO_START_OF_LINE, shown.size());
      out.print(CLEAR_BELOW);
    }
  }

  /**
   * The drill at a glance.
   *
   * @param committed changes that the log has committed so far
   * @param changes all of them
   * @param written changes that the active Region has acknowledged to the producer, repeats
   *     included
   * @param producer what the producer does
   * @param epoch that the producer follows
   * @param first the Region that was active at the beginning
   * @param second the other one
   * @param state the current state of the state machine, or how it ended; empty before it started
   */
  record Figures(
      int committed,
      int changes,
      long written,
      String producer,
      String epoch,
      RegionFigures first,
      RegionFigures second,
      String state) {}

  /**
   * One Region's stream.
   *
   * @param role active, standby or lost
   * @param records in its stream
   * @param behind changes of the other Region's stream that it lacks
   * @param behindSeconds since the oldest of them arrived there
   */
  record RegionFigures(String region, Role role, long records, long behind, double behindSeconds) {}

  /** What a Region is in the drill. */
  enum Role {
    ACTIVE,
    STANDBY,
    LOST
  }
}
