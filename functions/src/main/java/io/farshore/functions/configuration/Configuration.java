package io.farshore.functions.configuration;

import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Typed reading of a handler's environment. A variable that is blank counts as not set. Every
 * method throws {@link InvalidConfiguration}, which names the variable, its value and the range.
 * Immutable.
 */
public final class Configuration {

  private final Map<String, String> environment;

  /** Reads from this map and from nowhere else. */
  public Configuration(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** The environment itself, for the AWS adapters. */
  public Map<String, String> environment() {
    return environment;
  }

  /** A text, if it is set. */
  public Optional<String> optionalText(String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /** A text that must be set. */
  public String text(String name) {
    return optionalText(name)
        .orElseThrow(() -> new InvalidConfiguration(name, "is not set in the environment; set it"));
  }

  /** A text, or what it is by default. */
  public String text(String name, String byDefault) {
    return optionalText(name).orElse(byDefault);
  }

  /** A Region that must be set. */
  public Region region(String name) {
    return parse(name, text(name), Region::new);
  }

  /** A stream that must be set. */
  public StreamName stream(String name) {
    return parse(name, text(name), StreamName::new);
  }

  /**
   * A text in a form of its own, if it is set.
   *
   * @param form reads it; its {@link IllegalArgumentException} says what is wrong
   */
  public <T> Optional<T> optional(String name, Function<String, T> form) {
    return optionalText(name).map(value -> parse(name, value, form));
  }

  /** A whole number from {@code least} to {@code most}. */
  public long number(String name, long byDefault, long least, long most) {
    return wholeNumber(name, "", byDefault, least, most);
  }

  /** A duration in whole milliseconds; the name ends in {@code _MILLIS}. */
  public Duration millis(String name, Duration byDefault, Duration least, Duration most) {
    return Duration.ofMillis(
        wholeNumber(
            name, " of milliseconds", byDefault.toMillis(), least.toMillis(), most.toMillis()));
  }

  /** A duration in whole seconds; the name ends in {@code _SECONDS}. */
  public Duration seconds(String name, Duration byDefault, Duration least, Duration most) {
    return Duration.ofSeconds(
        wholeNumber(
            name, " of seconds", byDefault.toSeconds(), least.toSeconds(), most.toSeconds()));
  }

  /** A duration in whole hours; the name ends in {@code _HOURS}. */
  public Duration hours(String name, Duration byDefault, Duration least, Duration most) {
    return Duration.ofHours(
        wholeNumber(name, " of hours", byDefault.toHours(), least.toHours(), most.toHours()));
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String name, boolean byDefault) {
    return optionalText(name)
        .map(
            value ->
                switch (value.toLowerCase(Locale.ROOT)) {
                  case "true" -> true;
                  case "false" -> false;
                  default ->
                      throw new InvalidConfiguration(
                          name, "is \"" + value + "\"; use true or false");
                })
        .orElse(byDefault);
  }

  /** One of an enum's values, written in small letters. */
  public <E extends Enum<E>> E choice(String name, Class<E> type, E byDefault) {
    return optionalText(name)
        .map(
            value ->
                Arrays.stream(type.getEnumConstants())
                    .filter(constant -> constant.name().equalsIgnoreCase(value))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new InvalidConfiguration(
                                name, "is \"" + value + "\"; use " + choices(type))))
        .orElse(byDefault);
  }

  private static <E extends Enum<E>> String choices(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" or "));
  }

  private long wholeNumber(String name, String unit, long byDefault, long least, long most) {
    Optional<String> text = optionalText(name);
    if (text.isEmpty()) {
      return byDefault;
    }
    try {
      long value = Long.parseLong(text.get());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException expected) {
      // The same message as for a number out of range: it names the range.
    }
    throw new InvalidConfiguration(
        name,
        "is \"" + text.get() + "\"; use a whole number" + unit + " from " + least + " to " + most);
  }

  private static <T> T parse(String name, String value, Function<String, T> form) {
    try {
      return form.apply(value);
    } catch (IllegalArgumentException e) {
      throw new InvalidConfiguration(name, "is not usable: " + e.getMessage());
    }
  }
}
