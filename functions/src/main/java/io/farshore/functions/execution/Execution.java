package io.farshore.functions.execution;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An execution as it is now.
 *
 * @param name of the execution
 * @param status as Step Functions says it: {@code RUNNING}, {@code SUCCEEDED}, {@code FAILED},
 *     {@code TIMED_OUT} or {@code ABORTED}
 * @param report what it ended with; missing while it runs, and when it did not succeed
 */
public record Execution(String name, String status, JsonNode report) {

  /** True until it has ended. */
  public boolean isRunning() {
    return status.equals("RUNNING");
  }

  /** The report's outcome; the status where there is no report. */
  public String outcome() {
    return report.path("outcome").asText(status);
  }
}
