package io.farshore.producer;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.producer.changelog.ChangeLog;
import io.farshore.producer.changelog.LogNoLongerReachesBack;
import java.time.Instant;

/** Moves a change log to a resume point, or says that it does not reach back so far. */
final class ResumePoint {

  private ResumePoint() {}

  /**
   * The place to resume from.
   *
   * @param wanted the epoch's resume point
   * @param start where the log began: nothing was before it, so that a lower point means it
   */
  static Watermark of(Watermark wanted, Watermark start) {
    return wanted.commitTimestamp().isEmpty() || wanted.isBelow(start) ? start : wanted;
  }

  /**
   * The place to resume from for a producer without state: where its log began is not known, and an
   * epoch that knows the producer wins over the oldest change that is there now.
   *
   * @throws LogNoLongerReachesBack when the log's oldest change is above a point that is known
   */
  static Watermark ofNewcomer(ChangeLog log, Watermark wanted, Watermark oldest) {
    if (wanted.isBelow(oldest) && wanted.commitTimestamp().isPresent()) {
      throw new LogNoLongerReachesBack(log.toString(), wanted, "its oldest change is at " + oldest);
    }
    return of(wanted, oldest);
  }

  /**
   * Seeks it.
   *
   * @param start where the log began when it was first read
   * @throws LogNoLongerReachesBack when changes at or after the point are gone
   * @throws io.farshore.producer.changelog.ChangeLogUnreadable as {@link ChangeLog#seek}
   */
  static void seek(ChangeLog log, Watermark point, Watermark start) {
    if (point.position().isEmpty() && point.commitTimestamp().isPresent()) {
      requireReached(log, point, start);
    }
    log.seek(point);
  }

  /** By its timestamp alone: what is at that time may be gone once the log was trimmed. */
  private static void requireReached(ChangeLog log, Watermark point, Watermark start) {
    Instant from = point.commitTimestamp().orElseThrow();
    log.oldest()
        .filter(oldest -> !oldest.equals(start))
        .filter(oldest -> !oldest.commitTimestamp().orElse(Instant.MIN).isBefore(from))
        .ifPresent(
            oldest -> {
              throw new LogNoLongerReachesBack(
                  log.toString(), point, "its oldest change is at " + oldest);
            });
  }
}
