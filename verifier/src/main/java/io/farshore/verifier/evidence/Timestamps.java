package io.farshore.verifier.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads points in time: ISO-8601 with an offset, or without one, which is UTC; a space may stand
 * for the {@code T}. Or seconds, millis, micros or nanos since 1970.
 */
public final class Timestamps {
  private static final BigDecimal MILLIS_FROM = new BigDecimal("1e11");
  private static final BigDecimal MICROS_FROM = new BigDecimal("1e14");
  private static final BigDecimal NANOS_FROM = new BigDecimal("1e17");

  private Timestamps() {}

  /** The point in time that {@code node} holds; empty when it holds none. */
  public static Optional<Instant> read(JsonNode node) {
    if (node.isNumber()) {
      return Optional.of(ofEpoch(node.decimalValue()));
    }
    return node.isTextual() ? parse(node.textValue()) : Optional.empty();
  }

  /** The point in time that {@code text} names; empty when it names none. */
  public static Optional<Instant> parse(String text) {
    String iso = text.strip().replace(' ', 'T');
    return tryIt(() -> OffsetDateTime.parse(iso).toInstant())
        .or(() -> tryIt(() -> LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC)))
        .or(() -> tryIt(() -> ofEpoch(new BigDecimal(iso))));
  }

  private static Optional<Instant> tryIt(Supplier<Instant> reading) {
    try {
      return Optional.of(reading.get());
    } catch (DateTimeException | NumberFormatException isNotThis) {
      return Optional.empty();
    }
  }

  private static Instant ofEpoch(BigDecimal value) {
    BigDecimal size = value.abs();
    int shift =
        size.compareTo(NANOS_FROM) >= 0
            ? 9
            : size.compareTo(MICROS_FROM) >= 0 ? 6 : size.compareTo(MILLIS_FROM) >= 0 ? 3 : 0;
    BigDecimal nanos = value.movePointRight(9 - shift);
    BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000L));
    return Instant.ofEpochSecond(parts[0].longValue(), parts[1].longValue());
  }
}
