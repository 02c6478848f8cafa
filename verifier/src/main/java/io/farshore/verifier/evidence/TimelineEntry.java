package io.farshore.verifier.evidence;

import java.time.Instant;

/**
 * One line of the timeline.
 *
 * @param at when
 * @param region where; null when it is of no Region
 * @param what what happened, in plain words, without payloads
 */
public record TimelineEntry(Instant at, String region, String what) {}
