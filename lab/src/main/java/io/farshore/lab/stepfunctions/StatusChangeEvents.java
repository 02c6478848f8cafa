package io.farshore.lab.stepfunctions;

/** Whether starts and ends of executions are told to EventBridge and counted in CloudWatch. */
public enum StatusChangeEvents {
  /** They are not: for tests that watch each call. */
  OFF,
  /** As on AWS: an event and a few metrics for each, in the execution's Region. */
  ON
}
