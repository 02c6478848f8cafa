package io.farshore.lab.lambda;

import java.time.Duration;
import java.util.Optional;

/**
 * How an invocation ended.
 *
 * @param requestId of the invocation
 * @param executedVersion of the function
 * @param functionError {@code Unhandled} when the function failed; empty when it answered
 * @param payload the answer as JSON; of a failure its {@code errorType} and {@code errorMessage}
 * @param duration of the handler
 * @param logTail the last 4 KB that were logged, if that was wanted
 */
public record InvocationResult(
    String requestId,
    String executedVersion,
    Optional<String> functionError,
    byte[] payload,
    Duration duration,
    Optional<String> logTail) {

  /** True when the function answered. */
  public boolean succeeded() {
    return functionError.isEmpty();
  }
}
