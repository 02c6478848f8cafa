package io.farshore.command.operate;

import java.util.ArrayList;
import java.util.List;

/** Lines of a label and a text, within 80 columns. */
final class Rows {

  private static final int WIDTH = 80;
  private static final int LABEL = 11;

  private final List<String> lines = new ArrayList<>();

  /** Adds a row; a long text goes on below itself. The label may be empty. */
  Rows add(String label, String text) {
    String start = ("%-" + LABEL + "s").formatted(label);
    for (String line : wrapped(text, WIDTH - LABEL)) {
      lines.add((start + line).stripTrailing());
      start = " ".repeat(LABEL);
    }
    return this;
  }

  /** Adds an empty line. */
  Rows gap() {
    lines.add("");
    return this;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /** A text in lines of at most so many columns; a word that is longer stands alone. */
  static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
