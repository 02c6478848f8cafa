package io.farshore.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Sets of numbers as text: {@code 1,4-9}. */
final class Numbers {

  private Numbers() {}

  /**
   * Reads them.
   *
   * @throws UnusableInput when a part is neither a number nor a range that rises
   */
  static Set<Integer> of(String[] parts) {
    Set<Integer> numbers = new TreeSet<>();
    for (String part : parts) {
      if (!part.matches("\\d{1,7}(-\\d{1,7})?")) {
        throw new UnusableInput("\"" + part + "\" is no number; write 12, or 3-9");
      }
      String[] ends = part.split("-");
      int first = Integer.parseInt(ends[0]);
      int last = Integer.parseInt(ends[ends.length - 1]);
      if (last < first) {
        throw new UnusableInput("\"" + part + "\" has none; write it as " + last + "-" + first);
      }
      for (int number = first; number <= last; number++) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  /** Writes them, neighbours together. */
  static String text(Set<Integer> numbers) {
    List<String> parts = new ArrayList<>();
    Integer first = null;
    Integer last = null;
    for (Integer number : new TreeSet<>(numbers)) {
      if (last != null && number == last + 1) {
        last = number;
        continue;
      }
      if (first != null) {
        parts.add(part(first, last));
      }
      first = number;
      last = number;
    }
    if (first != null) {
      parts.add(part(first, last));
    }
    return String.join(",", parts);
  }

  private static String part(int first, int last) {
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}
