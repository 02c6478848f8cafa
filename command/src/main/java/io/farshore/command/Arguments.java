package io.farshore.command;

import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.util.List;
import java.util.Optional;

/** What commands take, checked. */
public final class Arguments {

  private Arguments() {}

  /**
   * A stream's name.
   *
   * @throws UnusableInput when it can't be one
   */
  public static StreamName stream(String name) {
    try {
      return new StreamName(name);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput("STREAM: " + e.getMessage(), e);
    }
  }

  /**
   * One of the two Regions.
   *
   * @throws UnusableInput when it is a third one, or none
   */
  public static Region oneOf(String option, String name, List<Region> regions) {
    return regions.stream()
        .filter(region -> region.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UnusableInput(
                    "%s %s is neither %s nor %s; use one of the two, or name others by --regions"
                        .formatted(option, name, regions.get(0), regions.get(1))));
  }

  /** Who does something, for histories: as said, or else the user of this machine. */
  public static String who(Optional<String> said) {
    return said.orElseGet(() -> System.getProperty("user.name", "somebody"));
  }
}
