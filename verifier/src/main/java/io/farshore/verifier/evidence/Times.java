package io.farshore.verifier.evidence;

import java.time.Instant;

/**
 * The moments of a run. Any of the ones between start and end is null when it never came.
 *
 * @param startedAt the run began
 * @param faultAt the fault began
 * @param alarmAt the alarm went off, or a person started the execution
 * @param confirmedAt the impairment was confirmed: the new epoch was written as {@code FENCING}
 * @param fencedAt the wait was over: no writer of an earlier epoch was left
 * @param activatedAt the new epoch was {@code ACTIVE}
 * @param firstNewChangeAt the first change that no stream had before reached the new Region
 * @param endedAt the run ended, evidence was taken
 */
public record Times(
    Instant startedAt,
    Instant faultAt,
    Instant alarmAt,
    Instant confirmedAt,
    Instant fencedAt,
    Instant activatedAt,
    Instant firstNewChangeAt,
    Instant endedAt) {}
