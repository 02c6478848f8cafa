package io.farshore.lab.events;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a field of a cron expression can hold.
 *
 * @param names of the values from {@code least} on, if they have names
 */
record CronField(int least, int greatest, List<String> names) {

  static final CronField MINUTES = new CronField(0, 59, List.of());
  static final CronField HOURS = new CronField(0, 23, List.of());
  static final CronField DAYS = new CronField(1, 31, List.of());
  static final CronField MONTHS =
      new CronField(
          1,
          12,
          List.of(
              "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"));
  static final CronField WEEKDAYS =
      new CronField(1, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"));
  static final CronField YEARS = new CronField(1970, 2199, List.of());

  /** The values that {@code text} names; empty when it is wrong. */
  Optional<BitSet> values(String text) {
    BitSet values = new BitSet();
    for (String part : text.split(",", -1)) {
      String[] stepped = part.split("/", -1);
      String[] range = stepped[0].split("-", -1);
      Optional<Integer> step = stepped.length == 1 ? Optional.of(1) : number(stepped[1]);
      boolean every = stepped[0].equals("*");
      Optional<Integer> from = every ? Optional.of(least) : value(range[0]);
      Optional<Integer> to =
          range.length == 2
              ? value(range[1])
              : every || stepped.length == 2 ? Optional.of(greatest) : from;
      boolean wrong = stepped.length > 2 || range.length > 2;
      if (wrong || step.isEmpty() || step.get() < 1 || from.isEmpty() || to.isEmpty()) {
        return Optional.empty();
      }
      add(values, from.get(), to.get(), step.get());
    }
    return Optional.of(values);
  }

  /** A range that ends before it begins goes over the end: FRI-MON. */
  private void add(BitSet values, int from, int to, int step) {
    int span = greatest - least + 1;
    int end = to < from ? to + span : to;
    for (int i = from; i <= end; i += step) {
      values.set(i > greatest ? i - span : i);
    }
  }

  Optional<Integer> value(String text) {
    int named = names.indexOf(text.toUpperCase(Locale.ROOT));
    Optional<Integer> value = named >= 0 ? Optional.of(named + least) : number(text);
    return value.filter(number -> number >= least && number <= greatest);
  }

  private static Optional<Integer> number(String text) {
    return text.matches("\\d{1,4}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }
}
