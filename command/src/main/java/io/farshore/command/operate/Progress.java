package io.farshore.command.operate;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Shows the steps of an execution as they end; on a terminal also the one that lasts, with its
 * seconds. Not thread-safe.
 */
final class Progress {

  /** A step that lasts so long is told of before its end, where there is no terminal. */
  private static final Duration LONG = Duration.ofSeconds(10);

  private final PrintWriter out;
  private final Screen screen;
  private final boolean terminal;
  private int told;
  private int announced;

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
    List<Step> lasting = steps.subList(told, Math.min(told + 1, steps.size()));
    if (terminal) {
      screen.show(lasting.stream().map(step -> step.line(now)).toList());
    } else if (announced < told + lasting.size()
        && lasting.stream().anyMatch(step -> step.length(now).compareTo(LONG) > 0)) {
      announced = told + 1;
      say(lasting.get(0).lasting());
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
