package io.farshore.functions.wire;

import io.farshore.functions.handler.InvalidInput;

/**
 * The execution that a step runs in.
 *
 * @param arn its ARN
 * @param name its name
 * @param startedAt when it started, ISO-8601
 */
public record ExecutionRef(String arn, String name, String startedAt) {
  /** Checks that all is there. */
  public ExecutionRef {
    InvalidInput.required("execution.arn", arn);
    InvalidInput.required("execution.name", name);
    InvalidInput.required("execution.startedAt", startedAt);
  }
}
