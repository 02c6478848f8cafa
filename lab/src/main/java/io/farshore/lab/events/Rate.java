package io.farshore.lab.events;

import io.farshore.lab.endpoint.AwsError;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A schedule of the form {@code rate(5 minutes)}. */
final class Rate {

  private static final Pattern FORM =
      Pattern.compile("rate\\((\\d+) (minute|minutes|hour|hours|day|days)\\)");

  private Rate() {}

  /** The period of a schedule expression; {@code cron(...)} and wrong forms are refused. */
  static Duration of(String expression) {
    if (expression.startsWith("cron(")) {
      throw AwsError.validation("The lab has schedules by rate(...), not by cron(...)");
    }
    Matcher form = FORM.matcher(expression);
    if (!form.matches()
        || form.group(1).startsWith("0")
        || form.group(1).equals("1") == form.group(2).endsWith("s")) {
      throw AwsError.validation("Parameter ScheduleExpression is not valid.");
    }
    long value = Long.parseLong(form.group(1));
    return switch (form.group(2).charAt(0)) {
      case 'm' -> Duration.ofMinutes(value);
      case 'h' -> Duration.ofHours(value);
      default -> Duration.ofDays(value);
    };
  }
}
