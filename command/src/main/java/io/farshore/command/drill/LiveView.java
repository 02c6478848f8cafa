package io.farshore.command.drill;

import io.farshore.command.operate.Screen;
import java.io.PrintWriter;
import java.time.Duration;

/**
 * What a drill shows while it runs: a plain line for each event, which together are the timeline,
 * and where the output is a terminal a panel below them that is written anew as the figures change.
 * Thread-safe.
 */
final class LiveView {

  private final Screen screen;
  private final boolean terminal;

  private LiveView(PrintWriter out, boolean terminal) {
    this.screen = new Screen(out);
    this.terminal = terminal;
  }

  /** A view on {@code out}; {@code terminal}: it understands the usual escape sequences. */
  static LiveView to(PrintWriter out, boolean terminal) {
    return new LiveView(out, terminal);
  }

  /** Something happened, so long after the change log began. */
  synchronized void event(Duration since, String what) {
    screen.above("%8.1f s  %s".formatted(since.toMillis() / 1000.0, what));
  }

  /** A line without a time; the panel is gone until the next figures. */
  synchronized void say(String line) {
    screen.say(line);
  }

  /** The figures as they are now. On a terminal only. */
  synchronized void figures(Duration since, Figures figures) {
    if (terminal) {
      screen.show(new Panel(since, figures).lines());
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
