package io.farshore.core.setting;

import java.util.Optional;

/**
 * One variable of an environment. Immutable.
 *
 * @param name of the variable
 * @param form its type and range
 * @param byDefault what it is when it is not set; empty: there is no default
 * @param required whether it must be set where nothing is by default
 * @param parameter of the template, that it is set from; empty: of none
 * @param doc what it is, in words
 */
public record Setting<T>(
    String name,
    Form<T> form,
    Optional<T> byDefault,
    boolean required,
    Optional<Parameter<T>> parameter,
    String doc) {

  /** One that must be set. */
  public static <T> Setting<T> required(String name, Form<T> form, String doc) {
    return new Setting<>(name, form, Optional.empty(), true, Optional.empty(), doc);
  }

  /** One that need not be set, and is nothing then; the doc says what that means. */
  public static <T> Setting<T> optional(String name, Form<T> form, String doc) {
    return new Setting<>(name, form, Optional.empty(), false, Optional.empty(), doc);
  }

  /** One that has a default. */
  public static <T> Setting<T> of(String name, Form<T> form, T byDefault, String doc) {
    return new Setting<>(name, form, Optional.of(byDefault), false, Optional.empty(), doc);
  }

  /** The same, set from a parameter of the same form and default. */
  public Setting<T> from(String parameterName) {
    return from(new Parameter<>(parameterName, form, byDefault, required, doc));
  }

  /** The same, set from a parameter of a form or a default of its own. */
  public Setting<T> from(Parameter<T> other) {
    return new Setting<>(name, form, byDefault, required, Optional.of(other), doc);
  }

  /**
   * Its value.
   *
   * @throws InvalidSetting naming it, its text, and what to use instead
   */
  T read(String text) {
    try {
      return form.reader().apply(text);
    } catch (InvalidSetting e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new InvalidSetting(name, "is \"" + text + "\"; " + e.getMessage());
    }
  }
}
