package io.farshore.core.stream;

import java.util.regex.Pattern;

/**
 * The name of a Kinesis data stream, the same in both Regions.
 *
 * @param value 1 to 128 letters, digits, {@code _}, {@code .} and {@code -}, Kinesis's own rule
 */
public record StreamName(String value) {

  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException when Kinesis would refuse the name
   */
  public StreamName {
    if (value == null || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "\"" + value + "\" is not a stream name; use 1 to 128 of a-z A-Z 0-9 _ . -");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
