package io.farshore.core.setting;

import java.util.Optional;

/**
 * A parameter of a CloudFormation template, as the template must declare it.
 *
 * @param name in the template
 * @param form its type and range
 * @param byDefault empty: it must be given, or is empty
 * @param required whether it must be given
 * @param doc what it is, in words
 */
public record Parameter<T>(
    String name, Form<T> form, Optional<T> byDefault, boolean required, String doc) {

  /** One that must be given. */
  public static <T> Parameter<T> required(String name, Form<T> form, String doc) {
    return new Parameter<>(name, form, Optional.empty(), true, doc);
  }

  /** One that has a default. */
  public static <T> Parameter<T> of(String name, Form<T> form, T byDefault, String doc) {
    return new Parameter<>(name, form, Optional.of(byDefault), false, doc);
  }

  /** One that is empty unless it is given. */
  public static <T> Parameter<T> optional(String name, Form<T> form, String doc) {
    return new Parameter<>(name, form, Optional.empty(), false, doc);
  }

  /** What the template says is its default: nothing where it must be given. */
  public Optional<String> defaultText() {
    return required ? Optional.empty() : Optional.of(byDefault.map(form.writer()).orElse(""));
  }
}
