package io.farshore.core.failover;

import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.stream.Region;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What one independent place sees of the active Region.
 *
 * @param name {@code standby}, {@code route53} or {@code producers}
 * @param finding what it sees; silent is {@link Finding#UNKNOWN}, never impaired
 * @param latency how long the look took
 * @param detail what was seen, in words
 */
public record VantagePoint(String name, Finding finding, Duration latency, String detail) {

  /** What is seen. */
  public enum Finding {
    /** The Region does not serve. */
    IMPAIRED,
    /** It serves. */
    HEALTHY,
    /** Nothing is seen. */
    UNKNOWN;

    /** As it is written in JSON. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The producers' own reports of what they reach: impaired when most of those heard do not reach
   * the Region.
   *
   * @param fresh the reports of producers that have spoken lately
   * @param watched the active Region
   */
  public static VantagePoint producers(
      List<ProducerReport> fresh, Region watched, Duration latency) {
    long reaching = fresh.stream().filter(report -> report.reaches().contains(watched)).count();
    Finding finding =
        fresh.isEmpty() ? Finding.UNKNOWN : majority(fresh.size() - reaching, fresh.size());
    return new VantagePoint(
        "producers",
        finding,
        latency,
        fresh.isEmpty()
            ? "no producer has reported lately"
            : reaching + " of " + fresh.size() + " producers reach " + watched);
  }

  /** Impaired when more than half fail. */
  public static Finding majority(long failing, long all) {
    if (all == 0) {
      return Finding.UNKNOWN;
    }
    return 2 * failing > all ? Finding.IMPAIRED : Finding.HEALTHY;
  }
}
