package io.farshore.command.operate;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;

/**
 * Shows the steps of an execution as they end; on a terminal also the one that lasts, with its
 * seconds. Not thread-safe.
 */
final class Progress {

  private static final String START_OF_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean terminal;
  private int shown;
  private boolean pending;

  Progress(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  void show(List<Step> steps, Instant now) {
    clear();
    for (Step step : steps.subList(Math.min(shown, steps.size()), steps.size())) {
      if (step.leftAt().isPresent()) {
        out.println(step.line(now));
        shown++;
      } else if (terminal) {
        out.print(step.line(now));
        pending = true;
      }
    }
    out.flush();
  }

  /** A line of its own. */
  void say(String line) {
    clear();
    out.println(line);
    out.flush();
  }

  private void clear() {
    if (pending) {
      out.print(START_OF_LINE);
      pending = false;
    }
  }
}
