package io.farshore.lab.cloudwatch;

import io.farshore.lab.cloudwatch.AlarmState.Value;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Why a metric alarm has its state, as CloudWatch puts it. */
final class ThresholdWords {

  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("dd/MM/yy HH:mm:ss").withZone(ZoneOffset.UTC);

  private ThresholdWords() {}

  /** A period with data. */
  record Datapoint(Instant start, double value, double sampleCount) {}

  /**
   * The reason.
   *
   * @param recent newest first
   * @param breaching those of them that breach
   */
  static String of(
      Value value,
      List<Datapoint> recent,
      List<Datapoint> breaching,
      int periods,
      int toAlarm,
      String operator,
      double threshold,
      String missing) {
    if (recent.isEmpty() && value == Value.INSUFFICIENT_DATA) {
      return "Insufficient Data: "
          + (periods == 1 ? "1 datapoint was unknown." : periods + " datapoints were unknown.");
    }
    if (recent.isEmpty()) {
      String treated = missing.equals("breaching") ? "Breaching" : "NonBreaching";
      return "Threshold Crossed: no datapoints were received for "
          + (periods == 1 ? "1 period" : periods + " periods")
          + " and "
          + (periods == 1 ? "1 missing datapoint was" : periods + " missing datapoints were")
          + " treated as ["
          + treated
          + "].";
    }
    boolean alarm = value == Value.ALARM;
    List<Datapoint> shown =
        alarm ? breaching : recent.stream().filter(each -> !breaching.contains(each)).toList();
    shown = shown.isEmpty() ? recent : shown;
    String compared =
        (alarm ? "" : "not ") + words(operator) + " the threshold (" + threshold + ")";
    String verb = shown.size() == 1 ? " was " : " were ";
    if (periods == 1) {
      return "Threshold Crossed: 1 datapoint " + list(shown) + verb + compared + ".";
    }
    int minimum = alarm ? toAlarm : periods - toAlarm + 1;
    return "Threshold Crossed: "
        + shown.size()
        + " out of the last "
        + periods
        + " datapoints "
        + list(shown)
        + verb
        + compared
        + " (minimum "
        + (minimum == 1 ? "1 datapoint" : minimum + " datapoints")
        + " for "
        + (alarm ? "OK -> ALARM" : "ALARM -> OK")
        + " transition).";
  }

  private static String list(List<Datapoint> points) {
    return points.stream()
        .map(point -> point.value() + " (" + SHORT.format(point.start()) + ")")
        .toList()
        .toString();
  }

  private static String words(String operator) {
    return switch (operator) {
      case "GreaterThanOrEqualToThreshold" -> "greater than or equal to";
      case "GreaterThanThreshold" -> "greater than";
      case "LessThanThreshold" -> "less than";
      default -> "less than or equal to";
    };
  }
}
