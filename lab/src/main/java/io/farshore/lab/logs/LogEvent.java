package io.farshore.lab.logs;

import java.time.Instant;

/**
 * One line of a log group.
 *
 * @param stream the log stream that it is in
 * @param time when it was logged
 * @param message the line
 */
public record LogEvent(String stream, Instant time, String message) {}
