package io.farshore.lab.stepfunctions.asl;

import java.time.DateTimeException;
import java.time.OffsetDateTime;

/** Timestamps as Step Functions takes them: {@code 2026-03-14T01:59:00Z}. */
final class Rfc3339 {

  private Rfc3339() {}

  static boolean matches(String text) {
    try {
      return text.indexOf('T') > 0 && !OffsetDateTime.parse(text).equals(OffsetDateTime.MIN);
    } catch (DateTimeException e) {
      return false;
    }
  }
}
