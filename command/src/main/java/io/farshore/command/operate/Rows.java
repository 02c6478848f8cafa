package io.farshore.command.operate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Lines of a label and a text, within 80 columns. */
final class Rows {

  private static final int WIDTH = 80;
  private static final int LABEL = 11;

  /** A number is not torn from its unit. */
  private static final Pattern UNIT = Pattern.compile("(\\d) (s|min|h|d)\\b");

  private static final char HARD_SPACE = '\u00a0';

  private final int label;
  private final List<String> lines = new ArrayList<>();

  Rows() {
    this(LABEL);
  }

  /** With labels of so many columns, the space after them included. */
  Rows(int label) {
    this.label = label;
  }

  /**
   * Adds a row; a long text goes on below itself, and a line that starts with {@code ./} is a
   * command, which is never broken. The label may be empty.
   */
  Rows add(String name, String text) {
    String start = ("%-" + label + "s").formatted(name);
    for (String line : wrapped(text, WIDTH - label)) {
      lines.add((start + line).stripTrailing());
      start = " ".repeat(label);
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
    for (String part : text.split("\n")) {
      lines.addAll(part.startsWith("./") ? List.of(part) : wrappedPart(part, width));
    }
    return lines;
  }

  private static List<String> wrappedPart(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String unbroken : UNIT.matcher(text).replaceAll("$1" + HARD_SPACE + "$2").split(" ")) {
      String word = unbroken.replace(HARD_SPACE, ' ');
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
