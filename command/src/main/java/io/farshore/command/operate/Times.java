package io.farshore.command.operate;

import io.farshore.command.UnusableInput;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Points in time as people give them: an instant, or so long from now. */
final class Times {

  private static final Pattern LENGTH = Pattern.compile("(\\d{1,6})(s|m|h|d)");

  private Times() {}

  /**
   * A point in the future.
   *
   * @throws UnusableInput when it is none
   */
  static Instant ahead(String option, String text, Instant now) {
    Instant at = length(text).map(now::plus).orElseGet(() -> instant(option, text));
    if (!at.isAfter(now)) {
      throw new UnusableInput("%s %s is over already; it is %s".formatted(option, text, now));
    }
    return at;
  }

  /**
   * A point in the past.
   *
   * @throws UnusableInput when it is none
   */
  static Instant back(String option, String text, Instant now) {
    return length(text).map(now::minus).orElseGet(() -> instant(option, text));
  }

  private static Optional<Duration> length(String text) {
    Matcher length = LENGTH.matcher(text);
    if (!length.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(length.group(1));
    return Optional.of(
        switch (length.group(2)) {
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        });
  }

  private static Instant instant(String option, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new UnusableInput(
          "%s %s is no time; write 30m, 2h, 1d or 2026-01-31T12:00:00Z".formatted(option, text), e);
    }
  }
}
