package io.farshore.lab.stepfunctions;

/** Hears of executions, on the event loop. */
interface ExecutionListener {

  /** An execution has started. */
  void started(Execution execution);

  /** An execution has ended. */
  void ended(Execution execution);
}
