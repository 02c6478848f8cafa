package io.farshore.core.commit;

import io.farshore.core.commit.CommitTimestamp.Reason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/**
 * A number since 1970-01-01T00:00:00Z whose unit follows from its magnitude:
 *
 * <pre>
 *           |n| &lt; 10^11   seconds   (years -1199 to 5138), a fraction allowed
 *   10^11 ≤ |n| &lt; 10^14   millis    (from 1973-03-03 to 5138)
 *   10^14 ≤ |n| &lt; 10^17   micros    (the same)
 *   10^17 ≤ |n| &lt; 10^20   nanos     (the same)
 * </pre>
 *
 * A log whose commits are from before 1973-03-03 is read right in seconds only.
 */
final class EpochNumber {

  private static final BigDecimal SECONDS_BELOW = BigDecimal.TEN.pow(11);
  private static final int MOST_DIGITS = 40;

  private EpochNumber() {}

  static CommitTimestamp read(BigDecimal number) {
    if (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS) {
      return new CommitTimestamp.Unreadable(Reason.OUT_OF_RANGE);
    }
    BigDecimal seconds = number;
    for (int unit = 0; unit < 4; unit++) {
      if (number.abs().compareTo(SECONDS_BELOW.movePointRight(3 * unit)) < 0) {
        seconds = number.movePointLeft(3 * unit);
        return new CommitTimestamp.Read(instant(seconds));
      }
    }
    return new CommitTimestamp.Unreadable(Reason.OUT_OF_RANGE);
  }

  private static Instant instant(BigDecimal seconds) {
    BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
    long nanos = seconds.subtract(whole).movePointRight(9).longValue();
    return Instant.ofEpochSecond(whole.longValueExact(), nanos);
  }
}
