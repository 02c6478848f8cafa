package io.farshore.command.operate;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;

/**
 * Shows the steps of an execution as they end; on a terminal also the one that lasts, with its
 * seconds. Not thread-safe.
 */
final class Progress {

  private final PrintWriter out;
  private final Screen screen;
  private final boolean terminal;
  private int told;

  Progress(PrintWriter out, boolean terminal) {
    this.out = out;
    this.screen = new Screen(out);
    this.terminal = terminal;
  }

  /** Shows nothing. */
  static Progress quiet() {
    return new Progress(new PrintWriter(PrintWriter.nullWriter()), false);
  }

  void show(List<Step> steps, Instant now) {
    while (told < steps.size() && steps.get(told).leftAt().isPresent()) {
      say(steps.get(told).line(now));
      told++;
    }
    if (terminal) {
      screen.show(told < steps.size() ? List.of(steps.get(told).line(now)) : List.of());
    }
  }

  /** A line of its own. */
  void say(String line) {
    if (terminal) {
      screen.above(line);
    } else {
      out.println(line);
      out.flush();
    }
  }
}
