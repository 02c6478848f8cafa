package io.farshore.lab.stepfunctions;

/** Whether "Step Functions Execution Status Change" events go to EventBridge. */
public enum StatusChangeEvents {
  /** None are sent: the default of the lab. */
  OFF,
  /** One for each start and end, as on AWS, by {@code PutEvents} in the execution's Region. */
  ON
}
