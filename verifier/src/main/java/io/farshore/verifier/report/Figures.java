package io.farshore.verifier.report;

import io.farshore.verifier.evidence.StateVisit;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The figures of a drill, as in its JSON. Null means: there is none.
 *
 * @param outcome how the run ended
 * @param committed changes in the change logs
 * @param lost changes missing in the finally active Region's stream
 * @param duplicates copies of changes there beyond the first
 * @param orderViolations places where a key skips or reorders, in any stream
 * @param watermark the low watermark that the execution's epoch resumed from (without one the last
 *     epoch), the lowest of all producers
 * @param resumeFrom by producer: where it resumed then
 * @param exposureSeconds age of the oldest change that was in the lost Region only
 * @param rtoSeconds from the fault (without one: the request) to the first new change
 * @param detect seconds of it until the alarm
 * @param confirm seconds of it until the impairment was confirmed and the epoch begun
 * @param fence seconds of it until no writer of an earlier epoch was left
 * @param activate seconds of it until the epoch was active
 * @param resume seconds of it until the first new change
 * @param epochBefore the epoch at the beginning
 * @param epochAfter the epoch at the end
 * @param activeRegionAfter the Region that is active at the end
 * @param executionArn the execution that the figures tell of
 * @param states the states that it visited
 * @param guarantees by letter: true when it held, or nothing in the run could have broken it; false
 *     when it did not, or the evidence does not suffice
 */
public record Figures(
    String outcome,
    long committed,
    long lost,
    long duplicates,
    long orderViolations,
    Instant watermark,
    Map<String, ResumePoint> resumeFrom,
    Double exposureSeconds,
    Double rtoSeconds,
    Double detect,
    Double confirm,
    Double fence,
    Double activate,
    Double resume,
    Long epochBefore,
    Long epochAfter,
    String activeRegionAfter,
    String executionArn,
    List<StateVisit> states,
    Map<String, Boolean> guarantees) {

  /**
   * A place in a change log; both null: where it began.
   *
   * @param commitTimestamp inclusive
   * @param position exact, where known
   */
  public record ResumePoint(Instant commitTimestamp, String position) {}
}
