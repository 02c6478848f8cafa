package io.farshore.core.failover;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.util.Map;
import java.util.Optional;

/**
 * A start, whoever asked for it.
 *
 * @param stream the stream to move
 * @param target the Region to be active afterwards
 * @param mode what is asked for
 * @param dryRun say what would be done, and change nothing
 * @param resumeFrom points by hand, by producer: they may only lower W
 * @param reason why, in words, when given
 * @param trigger what started it
 */
public record FailoverRequest(
    StreamName stream,
    Region target,
    Mode mode,
    boolean dryRun,
    Map<ProducerId, Watermark> resumeFrom,
    Optional<String> reason,
    Trigger trigger) {

  private static final int LONGEST_REASON = 1000;

  /**
   * Checks what can be checked without a table.
   *
   * @throws InvalidRequest when the fields contradict each other
   */
  public FailoverRequest {
    resumeFrom = Map.copyOf(resumeFrom);
    if (trigger.isAutomatic() && mode != Mode.FAILOVER) {
      throw new InvalidRequest("mode", "of an automatic start is failover, not " + mode.label());
    }
    if (!resumeFrom.isEmpty() && mode == Mode.ABANDON) {
      throw new InvalidRequest("resumeFrom", "means nothing to an abandon; leave it out");
    }
    if (reason.isPresent() && reason.get().length() > LONGEST_REASON) {
      throw new InvalidRequest("reason", "is longer than " + LONGEST_REASON + "; shorten it");
    }
  }

  /** True when no person decided to start. */
  public boolean isAutomatic() {
    return trigger.isAutomatic();
  }
}
