package io.farshore.core.stream;

import java.util.regex.Pattern;

/**
 * The name of a producer: of one change log and the one process at a time that writes it. Ordered
 * by name.
 *
 * @param value 1 to 64 letters, digits, {@code _}, {@code .} and {@code -}
 */
public record ProducerId(String value) implements Comparable<ProducerId> {

  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9_.-]{1,64}");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException when it is of another form
   */
  public ProducerId {
    if (value == null || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "\"" + value + "\" is not a producer's name; use 1 to 64 of a-z A-Z 0-9 _ . -");
    }
  }

  @Override
  public int compareTo(ProducerId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
