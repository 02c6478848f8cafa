package io.farshore.lab.lambda;

import java.util.Optional;

/**
 * How an invocation ended.
 *
 * @param requestId of the invocation
 * @param executedVersion of the function
 * @param functionError {@code Unhandled} when the function failed; empty when it answered
 * @param payload the answer as JSON; of a failure its {@code errorType} and {@code errorMessage}
 */
public record InvocationResult(
    String requestId, String executedVersion, Optional<String> functionError, byte[] payload) {

  /** True when the function answered. */
  public boolean succeeded() {
    return functionError.isEmpty();
  }
}
