package io.farshore.command.operate;

import java.io.PrintWriter;
import java.util.List;

/**
 * The last lines of a terminal, written anew as they change; what is said stays above them. Not
 * thread-safe.
 */
public final class Screen {

  private static final String UP_TO_START_OF_LINE = "\u001b[%dF";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final String NO_WRAP = "\u001b[?7l";
  private static final String WRAP = "\u001b[?7h";

  private final PrintWriter out;
  private List<String> shown = List.of();

  /** On a terminal that understands the usual escape sequences; nothing is shown yet. */
  public Screen(PrintWriter out) {
    this.out = out;
  }

  /** Shows other lines in place of those that are shown. */
  public void show(List<String> lines) {
    clear();
    shown = List.copyOf(lines);
    draw();
    out.flush();
  }

  /** Says a line above what is shown. */
  public void above(String line) {
    clear();
    out.println(line);
    draw();
    out.flush();
  }

  /** Shows nothing any more, and says a line. */
  public void say(String line) {
    clear();
    shown = List.of();
    out.println(line);
    out.flush();
  }

  private void draw() {
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
}
