package io.farshore.producer.changelog;

import io.farshore.core.checkpoint.Watermark;

/**
 * The change log does not hold the resume point any more, or is another log. Starting at the oldest
 * change instead would lose changes (guarantee A), so the producer stops. No retry helps.
 */
public final class LogNoLongerReachesBack extends RuntimeException {
  /** Names the log, the resume point, and what was found in its place. */
  public LogNoLongerReachesBack(String log, Watermark point, String found) {
    super(
        "The change log "
            + log
            + " does not reach back to "
            + point
            + ": "
            + found
            + "; give the producer the whole log that it wrote before");
  }
}
