package io.farshore.lab.stepfunctions;

/** How a state machine's executions are run. */
enum MachineType {
  /** With a history, for up to a year. */
  STANDARD,
  /** Without one, for up to five minutes. */
  EXPRESS
}
