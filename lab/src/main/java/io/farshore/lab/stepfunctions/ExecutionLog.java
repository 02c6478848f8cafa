package io.farshore.lab.stepfunctions;

import io.farshore.lab.stepfunctions.execution.ExecutionEnd;
import io.farshore.lab.stepfunctions.execution.HistoryEvent;
import java.time.Instant;

/** Keeps one execution while it runs. Used on the event loop only. */
interface ExecutionLog {

  /** The next event has been recorded. */
  void event(HistoryEvent event);

  /** The execution has ended. */
  void end(ExecutionEnd how, Instant when);

  /** Keeps nothing. */
  static ExecutionLog none() {
    return new ExecutionLog() {
      @Override
      public void event(HistoryEvent event) {
        // Nothing is kept.
      }

      @Override
      public void end(ExecutionEnd how, Instant when) {
        // Nothing is kept.
      }
    };
  }
}
