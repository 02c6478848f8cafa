package io.farshore.functions.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The instants in AWS's events. */
final class EventTime {

  /** CloudWatch writes offsets without a colon. */
  private static final DateTimeFormatter OF_ALARMS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS]X");

  private EventTime() {}

  /** An instant; empty where there is none, or none that can be read. */
  static Optional<Instant> of(JsonNode text) {
    return text.isTextual()
        ? parsed(text.asText(), OF_ALARMS)
            .or(() -> parsed(text.asText(), DateTimeFormatter.ISO_OFFSET_DATE_TIME))
        : Optional.empty();
  }

  private static Optional<Instant> parsed(String text, DateTimeFormatter form) {
    try {
      return Optional.of(OffsetDateTime.parse(text, form).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
