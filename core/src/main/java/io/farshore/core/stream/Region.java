package io.farshore.core.stream;

import java.util.regex.Pattern;

/**
 * The code of an AWS Region. Ordered by name.
 *
 * @param name such as {@code us-east-1}
 */
public record Region(String name) implements Comparable<Region> {

  private static final Pattern NAME = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]{1,2}");

  /**
   * Checks the name's form, not that the Region exists.
   *
   * @throws IllegalArgumentException when it is not of the form of a Region's code
   */
  public Region {
    if (name == null || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is not a Region; use a code such as us-east-1");
    }
  }

  @Override
  public int compareTo(Region other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
