package io.farshore.core.replication;

import java.time.Duration;

/** The invocation's time did not suffice. What was not copied comes again. */
public final class OutOfTime extends RuntimeException {
  /** Says how long there was to send. */
  public OutOfTime(Duration toSend) {
    super(
        "There were "
            + Math.max(0, toSend.toMillis())
            + " ms to send the batch in; a longer function timeout or a smaller batch helps");
  }
}
