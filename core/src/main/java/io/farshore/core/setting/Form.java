package io.farshore.core.setting;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * How the text of a setting becomes its value. Immutable.
 *
 * @param type in words, such as {@code whole number}
 * @param unit of the number, such as {@code seconds}; empty: it has none
 * @param bounds of the number; empty: it is none
 * @param choices all the values there are, as text; empty: any of its type
 * @param reader text to value. Its {@link IllegalArgumentException} says what to use instead
 * @param writer value to text
 */
public record Form<T>(
    String type,
    String unit,
    Optional<Bounds> bounds,
    List<String> choices,
    Function<String, T> reader,
    Function<T, String> writer) {

  /** Both ends belong to it. */
  public record Bounds(long least, long most) {
    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException when nothing is within
     */
    public Bounds {
      if (least > most) {
        throw new IllegalArgumentException("Nothing is from " + least + " to " + most);
      }
    }
  }

  /** Any text. */
  public static Form<String> text() {
    return text("text", Function.identity());
  }

  /** Text that stands for something else, whose {@code toString} is that text again. */
  public static <T> Form<T> text(String type, Function<String, T> reader) {
    return new Form<>(type, "", Optional.empty(), List.of(), reader, Object::toString);
  }

  /** Several, separated by commas; never none. */
  public static <T> Form<List<T>> list(Form<T> each) {
    return new Form<>(
        each.type + ", several by comma",
        "",
        Optional.empty(),
        List.of(),
        text -> Arrays.stream(text.split(",")).map(String::strip).map(each.reader).toList(),
        values -> values.stream().map(each.writer).collect(Collectors.joining(",")));
  }

  /** A whole number. */
  public static Form<Long> number(long least, long most) {
    return whole("", least, most, Long::valueOf, Long::longValue);
  }

  /** A whole number of bytes. */
  public static Form<Long> bytes(long least, long most) {
    return whole("bytes", least, most, Long::valueOf, Long::longValue);
  }

  /** A whole number of milliseconds. */
  public static Form<Duration> millis(long least, long most) {
    return whole("milliseconds", least, most, Duration::ofMillis, Duration::toMillis);
  }

  /** A whole number of seconds. */
  public static Form<Duration> seconds(long least, long most) {
    return whole("seconds", least, most, Duration::ofSeconds, Duration::toSeconds);
  }

  /** A whole number of hours. */
  public static Form<Duration> hours(long least, long most) {
    return whole("hours", least, most, Duration::ofHours, Duration::toHours);
  }

  /** A whole number of days. */
  public static Form<Duration> days(long least, long most) {
    return whole("days", least, most, Duration::ofDays, Duration::toDays);
  }

  /** {@code true} or {@code false}. */
  public static Form<Boolean> flag() {
    return oneOf("flag", List.of(true, false));
  }

  /** One of an enum's values, written in small letters. */
  public static <E extends Enum<E>> Form<E> choice(Class<E> type) {
    return oneOf("choice", List.of(type.getEnumConstants()));
  }

  /** One of a few words, written as they are here. */
  public static Form<String> word(String... words) {
    List<String> choices = List.of(words);
    return new Form<>(
        "choice",
        "",
        Optional.empty(),
        choices,
        text -> {
          if (!choices.contains(text)) {
            throw new IllegalArgumentException("use " + String.join(" or ", choices));
          }
          return text;
        },
        Function.identity());
  }

  private static <T> Form<T> oneOf(String type, List<T> values) {
    Function<T, String> writer = value -> value.toString().toLowerCase(Locale.ROOT);
    List<String> choices = values.stream().map(writer).toList();
    return new Form<>(
        type,
        "",
        Optional.empty(),
        choices,
        text ->
            values.stream()
                .filter(value -> writer.apply(value).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(
                    () -> new IllegalArgumentException("use " + String.join(" or ", choices))),
        writer);
  }

  private static <T> Form<T> whole(
      String unit, long least, long most, LongFunction<T> value, ToLongFunction<T> number) {
    String range = " from " + least + " to " + most;
    String use = "use a whole number" + (unit.isEmpty() ? "" : " of " + unit) + range;
    return new Form<>(
        "whole number",
        unit,
        Optional.of(new Bounds(least, most)),
        List.of(),
        text -> value.apply(within(text, least, most, use)),
        given -> Long.toString(number.applyAsLong(given)));
  }

  private static long within(String text, long least, long most, String use) {
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException expected) {
      // The same message as for a number out of range: it names the range.
    }
    throw new IllegalArgumentException(use);
  }
}
