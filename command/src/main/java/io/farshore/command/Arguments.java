package io.farshore.command;

import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /**
   * Checks a number that has no upper end.
   *
   * @throws UnusableInput naming the option, when it is below {@code least}
   */
  public static void atLeast(String option, long given, long least) {
    if (given < least) {
      throw new UnusableInput(
          "%s %d is out of range; use %d or more".formatted(option, given, least));
    }
  }

  /**
   * Checks a number; both ends count.
   *
   * @throws UnusableInput naming the option, when it is not between the ends, or no number
   */
  public static void between(String option, double given, double least, double most) {
    if (!(given >= least && given <= most)) {
      throw new UnusableInput(
          "%s %s is out of range; use %s to %s"
              .formatted(option, plain(given), plain(least), plain(most)));
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? "%.0f".formatted(value) : "" + value;
  }

  /**
   * Checks that a file can be written, before anything is begun whose result would be lost.
   *
   * @throws UnusableInput naming the option, when it is a folder, or in none that may be written to
   */
  public static void writable(String option, Path given) {
    Path file = given.toAbsolutePath();
    Path folder = file.getParent();
    boolean writable =
        !Files.isDirectory(file)
            && folder != null
            && Files.isDirectory(folder)
            && (Files.exists(file) ? Files.isWritable(file) : Files.isWritable(folder));
    if (!writable) {
      throw new UnusableInput(
          "%s %s can't be written; name a file in a folder that you may write to"
              .formatted(option, file));
    }
  }

  /** Who does something, for histories: as said, or else the user of this machine. */
  public static String who(Optional<String> said) {
    return said.orElseGet(() -> System.getProperty("user.name", "somebody"));
  }
}
