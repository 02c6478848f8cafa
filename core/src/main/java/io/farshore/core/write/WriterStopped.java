package io.farshore.core.write;

/**
 * The writer was stopped before the record was acknowledged. Where there is a cause, the record was
 * in a call without an answer and may be in the stream all the same.
 */
public final class WriterStopped extends RuntimeException {
  /** For a record that was not sent, or was refused. */
  public WriterStopped() {
    super("The writer was stopped before the record was acknowledged");
  }

  /** For a record whose call failed. */
  public WriterStopped(Throwable cause) {
    super("The writer was stopped; the record's call had no answer: " + cause.getMessage(), cause);
  }
}
