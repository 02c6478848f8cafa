package io.farshore.lab.events;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a schedule is due: {@code rate(5 minutes)}, {@code cron(...)} or {@code at(...)}. */
public sealed interface Recurrence {

  /**
   * The next time that is due.
   *
   * @param last when it was due before; empty at first
   * @param now what is due is never earlier
   * @return empty when it is due no more
   */
  Optional<Instant> next(Optional<Instant> last, Instant now);

  /**
   * Reads an expression.
   *
   * @param zone in which cron and at are meant
   * @return empty for what is not a schedule expression
   */
  static Optional<Recurrence> of(String expression, ZoneId zone) {
    if (expression.startsWith("cron(") && expression.endsWith(")")) {
      String fields = expression.substring("cron(".length(), expression.length() - 1);
      return CronExpression.of(fields).map(cron -> new Cron(cron, zone));
    }
    return expression.startsWith("at(") ? At.of(expression, zone) : Rate.of(expression);
  }

  /** At once, then each period. */
  record Rate(Duration period) implements Recurrence {

    private static final Pattern FORM =
        Pattern.compile("rate\\(([1-9]\\d{0,8}) (minute|minutes|hour|hours|day|days)\\)");

    static Optional<Recurrence> of(String expression) {
      Matcher form = FORM.matcher(expression);
      if (!form.matches() || form.group(1).equals("1") == form.group(2).endsWith("s")) {
        return Optional.empty();
      }
      long value = Long.parseLong(form.group(1));
      return Optional.of(
          new Rate(
              switch (form.group(2).charAt(0)) {
                case 'm' -> Duration.ofMinutes(value);
                case 'h' -> Duration.ofHours(value);
                default -> Duration.ofDays(value);
              }));
    }

    @Override
    public Optional<Instant> next(Optional<Instant> last, Instant now) {
      Instant due = last.map(before -> before.plus(period)).orElse(now);
      return Optional.of(due.isBefore(now) ? now : due);
    }
  }

  /** At the times of a cron expression in a time zone. */
  record Cron(CronExpression expression, ZoneId zone) implements Recurrence {

    @Override
    public Optional<Instant> next(Optional<Instant> last, Instant now) {
      Instant after = last.filter(before -> before.isAfter(now)).orElse(now);
      return expression.next(after, zone);
    }
  }

  /** Once, unless the time has passed. */
  record At(Instant time) implements Recurrence {

    static Optional<Recurrence> of(String expression, ZoneId zone) {
      try {
        String text = expression.substring("at(".length(), expression.length() - 1);
        boolean closed = expression.endsWith(")") && text.length() == 19;
        return closed
            ? Optional.of(new At(LocalDateTime.parse(text).atZone(zone).toInstant()))
            : Optional.empty();
      } catch (DateTimeParseException | IndexOutOfBoundsException e) {
        return Optional.empty();
      }
    }

    @Override
    public Optional<Instant> next(Optional<Instant> last, Instant now) {
      return last.isPresent() || time.isBefore(now) ? Optional.empty() : Optional.of(time);
    }
  }
}
