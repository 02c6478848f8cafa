package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Instants, which in trees are numbers of epoch seconds or ISO-8601 text. */
final class Timestamps {

  private static final int NANO_DIGITS = 9;
  private static final BigDecimal EARLIEST =
      BigDecimal.valueOf(Instant.parse("0001-01-01T00:00:00Z").getEpochSecond());
  private static final BigDecimal LATEST =
      BigDecimal.valueOf(Instant.parse("9999-12-31T23:59:59Z").getEpochSecond());

  private Timestamps() {}

  /** Epoch seconds, in the range of years that AWS has. */
  static BigDecimal seconds(JsonNode node) {
    if (!node.isNumber()) {
      return parse(node.asText()).orElse(BigDecimal.ZERO);
    }
    double rough = node.doubleValue();
    if (Double.isNaN(rough)) {
      return BigDecimal.ZERO;
    }
    if (rough <= EARLIEST.doubleValue()) {
      return EARLIEST;
    }
    return rough >= LATEST.doubleValue() ? LATEST : node.decimalValue();
  }

  /** Epoch seconds of ISO-8601 text; empty when it is none. */
  static Optional<BigDecimal> parse(String text) {
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      BigDecimal nanos = BigDecimal.valueOf(instant.getNano()).movePointLeft(NANO_DIGITS);
      return Optional.of(
          nanos.signum() == 0
              ? BigDecimal.valueOf(instant.getEpochSecond())
              : BigDecimal.valueOf(instant.getEpochSecond()).add(nanos.stripTrailingZeros()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** ISO-8601, to the millisecond. */
  static String iso(JsonNode node) {
    return instant(node).toString();
  }

  /** As in HTTP's headers. */
  static String httpDate(JsonNode node) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant(node).atOffset(ZoneOffset.UTC));
  }

  private static Instant instant(JsonNode node) {
    return Instant.ofEpochMilli(seconds(node).movePointRight(3).longValue());
  }
}
