package io.farshore.functions.plan;

import io.farshore.functions.wire.EpochRef;
import io.farshore.functions.wire.ResumePoint;
import java.util.Map;

/**
 * A plan, as the state machine reads it. Every field is there.
 *
 * @param decision {@code Fence}, {@code RaiseDraining}, {@code Resume}, {@code Drain}, {@code
 *     AwaitDrain}, {@code Abandon}, {@code AlreadyActive} or {@code Refuse}
 * @param stream the stream
 * @param mode what was asked for; null where that can't be read
 * @param automatic no person decided to start
 * @param dryRun nothing may be changed
 * @param reason why, or null
 * @param trigger what started it; null where that can't be read
 * @param sourceRegion the Region to leave
 * @param targetRegion the Region to activate
 * @param epoch the epoch that is made, resumed or found; null when refused
 * @param epochBefore the epoch in force until then; null where there is none
 * @param resumeFrom points by hand
 * @param refusal why nothing is done, or null
 * @param needsConfirmation the impairment must be confirmed first
 * @param needsApproval a person must approve first
 * @param confirm how
 * @param waitOut step 5
 * @param verify step 10
 */
record PlanOutput(
    String decision,
    String stream,
    String mode,
    boolean automatic,
    boolean dryRun,
    String reason,
    TriggerOutput trigger,
    String sourceRegion,
    String targetRegion,
    EpochRef epoch,
    EpochRef epochBefore,
    Map<String, ResumePoint> resumeFrom,
    RefusalOutput refusal,
    boolean needsConfirmation,
    boolean needsApproval,
    Confirm confirm,
    Wait waitOut,
    Verify verify) {

  /**
   * What started it.
   *
   * @param kind {@code hand}, {@code alarm}, {@code health-event}, {@code region-switch}, {@code
   *     request} or {@code fencing-watch}
   * @param name the alarm's or event's, or null
   * @param at when, or null
   */
  record TriggerOutput(String kind, String name, String at) {}

  /**
   * Why nothing is done.
   *
   * @param reason the rule
   * @param message what was found, and what to do
   */
  record RefusalOutput(String reason, String message) {}

  /**
   * Step 2.
   *
   * @param inRow so many looks in a row decide
   * @param atMost looks in all
   */
  record Confirm(long inRow, long atMost) {}

  /**
   * Step 5.
   *
   * @param leaseSeconds L and the margin, rounded up
   * @param lateRequestsUntil no marker before; null where there is no such limit
   */
  record Wait(long leaseSeconds, String lateRequestsUntil) {}

  /**
   * Step 10.
   *
   * @param seconds how long producers are waited for
   */
  record Verify(long seconds) {}
}
