package io.farshore.verifier.evidence;

import java.time.Instant;

/**
 * One change of a producer's change log.
 *
 * @param producer whose log it is in
 * @param index its place in the log, the first is 0
 * @param ordinal its place among the changes of its key in this log, the first is 0
 * @param key the partition key that it must have
 * @param commitTimestamp the largest commit timestamp of the log up to and including this change
 * @param line the number of its line in the log, from 1; blank lines count
 */
public record Change(
    String producer, int index, int ordinal, String key, Instant commitTimestamp, int line) {}
