package io.farshore.command.drill;

import io.farshore.command.UnusableInput;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When something happens in a drill: after seconds, or once a part of the change log is committed.
 */
sealed interface Moment {

  /** After so many seconds of the change log. */
  record Seconds(double seconds) implements Moment {}

  /** Once so many percent of the change log are committed. */
  record Percent(double percent) implements Moment {}

  Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(%|s)?");

  /**
   * Reads {@code 50%}, {@code 12s} or {@code 12} (seconds).
   *
   * @throws UnusableInput for anything else
   */
  static Moment parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new UnusableInput(
          "--at \"" + text + "\" is no moment; use percent of the log (50%) or seconds (12s)");
    }
    double number = Double.parseDouble(matcher.group(1));
    if (!"%".equals(matcher.group(2))) {
      return new Seconds(number);
    }
    if (number > 100) {
      throw new UnusableInput("--at " + text + " is past the end of the log; use 0% to 100%");
    }
    return new Percent(number);
  }

  /** How many of {@code changes} are committed by then, at {@code rate} a second. */
  default int committedBy(int changes, double rate) {
    double committed =
        this instanceof Percent part
            ? changes * part.percent() / 100
            : ((Seconds) this).seconds() * rate;
    return (int) Math.min(changes, Math.round(committed));
  }
}
