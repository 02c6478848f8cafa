package io.farshore.producer;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.producer.changelog.ChangeLog;
import io.farshore.producer.changelog.LogNoLongerReachesBack;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a producer resumes, and where its log began.
 *
 * @param from every change below is in both streams
 * @param start nothing was before it, so that no resume point is lower
 */
record ResumePoint(Watermark from, Watermark start) {

  /**
   * The resume point of an epoch.
   *
   * <p>A producer without state can't know where its log began. An epoch that knows the producer
   * then wins over the oldest change that is there now.
   *
   * @param saved the producer's state; empty when it is new
   * @param wanted the epoch's {@code resumeFrom}; {@link Watermark#START} when it does not know the
   *     producer
   * @throws LogNoLongerReachesBack when a producer without state has a log that begins above {@code
   *     wanted}
   */
  static ResumePoint of(ChangeLog log, Optional<ProducerState> saved, Watermark wanted) {
    Watermark start =
        saved.map(ProducerState::start).orElseGet(() -> log.oldest().orElse(Watermark.START));
    boolean known = wanted.commitTimestamp().isPresent();
    if (saved.isEmpty() && known && wanted.isBelow(start)) {
      throw new LogNoLongerReachesBack(log.toString(), wanted, "its oldest change is at " + start);
    }
    return new ResumePoint(known && !wanted.isBelow(start) ? wanted : start, start);
  }

  /**
   * Seeks it.
   *
   * @throws LogNoLongerReachesBack when changes at or after the point are gone
   * @throws io.farshore.producer.changelog.ChangeLogUnreadable as {@link ChangeLog#seek}
   */
  void seek(ChangeLog log) {
    if (from.position().isEmpty() && from.commitTimestamp().isPresent()) {
      requireReached(log);
    }
    log.seek(from);
  }

  /** By its timestamp alone: what is at that time may be gone once the log was trimmed. */
  private void requireReached(ChangeLog log) {
    Instant at = from.commitTimestamp().orElseThrow();
    log.oldest()
        .filter(oldest -> !oldest.equals(start))
        .filter(oldest -> !oldest.commitTimestamp().orElse(Instant.MIN).isBefore(at))
        .ifPresent(
            oldest -> {
              throw new LogNoLongerReachesBack(
                  log.toString(), from, "its oldest change is at " + oldest);
            });
  }
}
