package io.farshore.command.operate;

import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** How looks at a stream are shown, one after the other. Not thread-safe. */
sealed interface WatchView {

  /** The first look, of a registered stream. */
  void first(Overview overview);

  /** Each look after it. */
  void next(Overview overview);

  /** A screen that is written anew. */
  final class Live implements WatchView {

    private static final int MOST_CHANGES = 6;

    private final Screen screen;
    private final Deque<String> changes = new ArrayDeque<>();
    private Overview last;

    Live(PrintWriter out) {
      this.screen = new Screen(out);
    }

    @Override
    public void first(Overview overview) {
      last = overview;
      draw(overview);
    }

    @Override
    public void next(Overview overview) {
      for (String change : Changes.between(last, overview)) {
        changes.addLast(change(overview, change));
        if (changes.size() > MOST_CHANGES) {
          changes.removeFirst();
        }
      }
      last = overview;
      draw(overview);
    }

    private void draw(Overview overview) {
      List<String> lines = new ArrayList<>();
      if (overview.inForce().isPresent()) {
        lines.addAll(new StatusText(overview).lines());
      } else {
        lines.add(overview.stream() + " at " + Say.instant(overview.now()));
        overview.silences().forEach(silence -> lines.addAll(Rows.wrapped(silence, 80)));
      }
      lines.add("");
      lines.addAll(changes);
      lines.add("Ctrl-C ends the watching, and nothing else.");
      screen.show(lines);
    }
  }

  /** A line for each change. */
  final class Lines implements WatchView {

    private final PrintWriter out;
    private Overview last;

    Lines(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void first(Overview overview) {
      last = overview;
      new StatusText(overview).lines().forEach(out::println);
      out.println();
      out.flush();
    }

    @Override
    public void next(Overview overview) {
      Changes.between(last, overview).forEach(change -> out.println(change(overview, change)));
      out.flush();
      last = overview;
    }
  }

  /** A line of JSON for each look. */
  final class Json implements WatchView {

    private final PrintWriter out;

    Json(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void first(Overview overview) {
      next(overview);
    }

    @Override
    public void next(Overview overview) {
      if (overview.inForce().isPresent()) {
        out.println(new StatusJson(overview).json());
        out.flush();
      }
    }
  }

  private static String change(Overview overview, String change) {
    return Say.time(overview.now()) + " " + change;
  }
}
