package io.farshore.verifier.judge;

import io.farshore.verifier.evidence.Change;
import java.time.Duration;
import java.time.Instant;

/**
 * What was in one Region only at a moment.
 *
 * @param seconds how long before the moment the oldest such change had arrived; 0 when there is
 *     none
 * @param changes how many there were
 */
public record Exposure(double seconds, long changes) {
  /** Nothing was exposed. */
  static final Exposure NONE = new Exposure(0, 0);

  static Exposure at(Instant moment, Changes changes, Arrivals source, Arrivals target) {
    Instant oldest = moment;
    long count = 0;
    for (var log : changes.byProducer().values()) {
      for (Change change : log) {
        Instant arrived = source.of(change);
        if (!arrived.isAfter(moment) && target.of(change).isAfter(moment)) {
          count++;
          oldest = arrived.isBefore(oldest) ? arrived : oldest;
        }
      }
    }
    return new Exposure(Duration.between(oldest, moment).toMillis() / 1000.0, count);
  }
}
