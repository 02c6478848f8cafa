package io.farshore.core.failover;

import io.farshore.core.failover.VantagePoint.Finding;
import java.util.List;

/**
 * One look at the active Region from all vantage points.
 *
 * @param impaired at least two of them see it impaired, and it is the peer
 * @param points each with its own result
 * @param detail in words, for people
 */
public record Verdict(boolean impaired, List<VantagePoint> points, String detail) {

  private static final int NEEDED = 2;

  /** Copies the list. */
  public Verdict {
    points = List.copyOf(points);
  }

  /**
   * Judges. When only the link between the Regions is cut, the standby's own view stands alone, and
   * moving would be the outage.
   *
   * @param points independent ones: signals that share a path are one point
   * @param peerIsActive false: there is nothing to leave, so nothing is impaired
   */
  public static Verdict of(List<VantagePoint> points, boolean peerIsActive) {
    long seen = points.stream().filter(point -> point.finding() == Finding.IMPAIRED).count();
    if (!peerIsActive) {
      return new Verdict(false, points, "the peer is not the active Region");
    }
    return new Verdict(
        seen >= NEEDED,
        points,
        seen + " of " + points.size() + " vantage points see it impaired, " + NEEDED + " needed");
  }
}
