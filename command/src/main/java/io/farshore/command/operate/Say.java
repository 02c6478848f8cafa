package io.farshore.command.operate;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times, ages and lengths of time, as people read them. All times are UTC. */
final class Say {

  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private Say() {}

  /** Such as {@code 2026-11-21 14:20:05Z}. */
  static String instant(Instant at) {
    return INSTANT.format(at);
  }

  /** Such as {@code 14:20:05Z}. */
  static String time(Instant at) {
    return TIME.format(at);
  }

  /** To one digit below ten seconds, coarser the longer it is; never negative. */
  static String length(Duration time) {
    double seconds = Math.max(0, time.toMillis()) / 1000.0;
    if (seconds < 0.05) {
      return "0 s";
    }
    if (seconds < 9.95) {
      return "%.1f s".formatted(seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 120) {
      return whole + " s";
    }
    if (whole < 7200) {
      return (whole + 30) / 60 + " min";
    }
    if (whole < 48 * 3600) {
      return whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }
    return whole / 86400 + " d " + whole % 86400 / 3600 + " h";
  }

  /** How long ago. */
  static String ago(Instant at, Instant now) {
    return length(Duration.between(at, now)) + " ago";
  }

  /** With its age. */
  static String aged(Instant at, Instant now) {
    return instant(at) + " (" + ago(at, now) + ")";
  }

  /** Seconds of a report, such as {@code 9.4 s}. */
  static String seconds(double seconds) {
    return length(Duration.ofMillis(Math.round(seconds * 1000)));
  }
}
