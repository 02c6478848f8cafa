package io.farshore.functions.readiness;

/**
 * Something that might keep a failover to this Region, or back, from working.
 *
 * @param check what was looked at, such as {@code stream}
 * @param problem in words
 * @param fix what a person may do about it, in words or as a command
 */
public record Finding(String check, String problem, String fix) {}
