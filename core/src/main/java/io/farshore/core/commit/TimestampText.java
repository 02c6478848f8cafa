package io.farshore.core.commit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Reads a date and time: {@code 2024-01-01T00:00:00.000000Z}, with {@code T} or a space between,
 * seconds and their fraction optional, and {@code Z}, an offset ({@code +02:00}, {@code +0200},
 * {@code +02}) or nothing at the end, which is UTC. Digits of the fraction beyond nine are dropped.
 *
 * <p>Written by hand: it runs for every record, and a formatter that fails throws.
 */
final class TimestampText {

  private final String text;
  private int at;

  private TimestampText(String text) {
    this.text = text;
  }

  /** Empty for everything else. */
  static Optional<Instant> read(String text) {
    try {
      return Optional.ofNullable(new TimestampText(text).read());
    } catch (DateTimeException expected) {
      return Optional.empty();
    }
  }

  /** Null when the form is another one. */
  private Instant read() {
    int year = digits(4);
    int month = after('-') ? digits(2) : -1;
    int day = after('-') ? digits(2) : -1;
    boolean time = after('T') || after('t') || after(' ');
    int hour = time ? digits(2) : -1;
    int minute = after(':') ? digits(2) : -1;
    int second = after(':') ? digits(2) : 0;
    int nano = after('.') || after(',') ? fraction() : 0;
    if ((year | month | day | hour | minute | second | nano) < 0) {
      return null;
    }
    Integer offset = offset();
    if (offset == null || at != text.length()) {
      return null;
    }
    return LocalDateTime.of(year, month, day, hour, minute, second, nano)
        .toInstant(ZoneOffset.ofTotalSeconds(offset));
  }

  private boolean after(char wanted) {
    boolean there = at < text.length() && text.charAt(at) == wanted;
    if (there) {
      at++;
    }
    return there;
  }

  /** So many digits as a number; -1 when they are not there. */
  private int digits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++, at++) {
      if (at >= text.length() || !isDigit(text.charAt(at))) {
        return -1;
      }
      value = value * 10 + text.charAt(at) - '0';
    }
    return value;
  }

  private int fraction() {
    int nanos = 0;
    int count = 0;
    for (; at < text.length() && isDigit(text.charAt(at)); at++, count++) {
      if (count < 9) {
        nanos = nanos * 10 + text.charAt(at) - '0';
      }
    }
    for (int i = count; i < 9; i++) {
      nanos *= 10;
    }
    return count == 0 ? -1 : nanos;
  }

  /** In seconds; null when the form is another one. */
  private Integer offset() {
    if (at == text.length() || after('Z') || after('z')) {
      return 0;
    }
    int sign = after('+') ? 1 : after('-') ? -1 : 0;
    int hours = digits(2);
    int minutes = after(':') || at < text.length() ? digits(2) : 0;
    return sign == 0 || hours < 0 || minutes < 0 ? null : sign * (hours * 3600 + minutes * 60);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
