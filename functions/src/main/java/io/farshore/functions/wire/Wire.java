package io.farshore.functions.wire;

import io.farshore.core.stream.StreamName;
import io.farshore.functions.handler.InvalidInput;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Values as they are written. */
public final class Wire {

  private Wire() {}

  /** An instant to the millisecond, the resolution of JSONata; null for none. */
  public static String instant(Optional<Instant> instant) {
    return instant.map(Wire::instant).orElse(null);
  }

  /** An instant to the millisecond. */
  public static String instant(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** Seconds with three places; null for none. */
  public static Double seconds(Optional<Duration> duration) {
    return duration.map(value -> value.toMillis() / 1000.0).orElse(null);
  }

  /**
   * A stream's name, or the stack's own where none is given.
   *
   * @throws InvalidInput when it is none
   */
  public static StreamName stream(String nameOrNull, StreamName own) {
    if (nameOrNull == null) {
      return own;
    }
    try {
      return new StreamName(nameOrNull);
    } catch (IllegalArgumentException e) {
      throw new InvalidInput("stream", "is no stream's name: " + e.getMessage());
    }
  }
}
