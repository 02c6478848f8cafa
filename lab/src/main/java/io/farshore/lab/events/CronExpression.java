package io.farshore.lab.events;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The six fields of AWS's cron expressions: minutes, hours, day of the month, month, day of the
 * week, year. One of the two days is {@code ?}. Immutable.
 */
final class CronExpression {

  private static final int FIELDS = 6;
  private static final int LAST_YEAR = 2199;
  private static final Pattern NEAREST = Pattern.compile("(\\d{1,2})W");
  private static final Pattern LAST = Pattern.compile("([1-7]|[A-Z]{3})L");
  private static final Pattern NTH = Pattern.compile("([1-7]|[A-Z]{3})#([1-5])");

  private final BitSet minutes;
  private final BitSet hours;
  private final BitSet months;
  private final BitSet years;
  private final Predicate<LocalDate> day;

  private CronExpression(
      BitSet minutes, BitSet hours, BitSet months, BitSet years, Predicate<LocalDate> day) {
    this.minutes = minutes;
    this.hours = hours;
    this.months = months;
    this.years = years;
    this.day = day;
  }

  /** Reads the fields; empty when something is wrong with them. */
  static Optional<CronExpression> of(String text) {
    String[] fields = text.trim().split("\\s+");
    if (fields.length != FIELDS || fields[2].equals("?") == fields[4].equals("?")) {
      return Optional.empty();
    }
    Optional<BitSet> minutes = CronField.MINUTES.values(fields[0]);
    Optional<BitSet> hours = CronField.HOURS.values(fields[1]);
    Optional<BitSet> months = CronField.MONTHS.values(fields[3]);
    Optional<BitSet> years = CronField.YEARS.values(fields[5]);
    Optional<Predicate<LocalDate>> day =
        fields[4].equals("?") ? dayOfMonth(fields[2]) : dayOfWeek(fields[4]);
    if (minutes.isEmpty()
        || hours.isEmpty()
        || months.isEmpty()
        || years.isEmpty()
        || day.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new CronExpression(minutes.get(), hours.get(), months.get(), years.get(), day.get()));
  }

  private static Optional<Predicate<LocalDate>> dayOfMonth(String field) {
    if (field.equals("L")) {
      return Optional.of(date -> date.getDayOfMonth() == date.lengthOfMonth());
    }
    Matcher nearest = NEAREST.matcher(field);
    if (nearest.matches()) {
      int wanted = Integer.parseInt(nearest.group(1));
      return wanted < 1 || wanted > 31
          ? Optional.empty()
          : Optional.of(date -> wanted <= date.lengthOfMonth() && date.equals(near(date, wanted)));
    }
    return CronField.DAYS.values(field).map(days -> date -> days.get(date.getDayOfMonth()));
  }

  /** The working day of the month that is nearest to a day. */
  private static LocalDate near(LocalDate month, int day) {
    LocalDate wanted = month.withDayOfMonth(day);
    if (wanted.getDayOfWeek() == DayOfWeek.SATURDAY) {
      return day == 1 ? wanted.plusDays(2) : wanted.minusDays(1);
    }
    if (wanted.getDayOfWeek() == DayOfWeek.SUNDAY) {
      return day == wanted.lengthOfMonth() ? wanted.minusDays(2) : wanted.plusDays(1);
    }
    return wanted;
  }

  private static Optional<Predicate<LocalDate>> dayOfWeek(String field) {
    if (field.equals("L")) {
      return Optional.of(date -> date.getDayOfWeek() == DayOfWeek.SATURDAY);
    }
    Matcher last = LAST.matcher(field);
    if (last.matches()) {
      return weekday(last.group(1))
          .map(day -> date -> date.equals(date.with(TemporalAdjusters.lastInMonth(day))));
    }
    Matcher nth = NTH.matcher(field);
    if (nth.matches()) {
      int week = Integer.parseInt(nth.group(2));
      return weekday(nth.group(1))
          .map(
              day ->
                  date -> date.getDayOfWeek() == day && (date.getDayOfMonth() - 1) / 7 + 1 == week);
    }
    return CronField.WEEKDAYS
        .values(field)
        .map(days -> date -> days.get(date.getDayOfWeek().getValue() % 7 + 1));
  }

  private static Optional<DayOfWeek> weekday(String text) {
    return CronField.WEEKDAYS.value(text).map(number -> DayOfWeek.of((number + 5) % 7 + 1));
  }

  /** The first time after {@code after}; a local time that a clock change skips does not come. */
  Optional<Instant> next(Instant after, ZoneId zone) {
    LocalDate from = after.atZone(zone).toLocalDate();
    LocalDate date = from;
    while (date.getYear() <= LAST_YEAR) {
      if (!years.get(date.getYear())) {
        date = date.with(TemporalAdjusters.firstDayOfNextYear());
      } else if (!months.get(date.getMonthValue())) {
        date = date.with(TemporalAdjusters.firstDayOfNextMonth());
      } else {
        Optional<Instant> due = day.test(date) ? onDay(date, after, zone) : Optional.empty();
        if (due.isPresent()) {
          return due;
        }
        date = date.plusDays(1);
      }
    }
    return Optional.empty();
  }

  private Optional<Instant> onDay(LocalDate date, Instant after, ZoneId zone) {
    for (int hour = hours.nextSetBit(0); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
      for (int m = minutes.nextSetBit(0); m >= 0; m = minutes.nextSetBit(m + 1)) {
        LocalDateTime local = date.atTime(hour, m);
        ZonedDateTime time = local.atZone(zone);
        if (time.toLocalDateTime().equals(local) && time.toInstant().isAfter(after)) {
          return Optional.of(time.toInstant());
        }
      }
    }
    return Optional.empty();
  }
}
