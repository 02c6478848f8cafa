package io.farshore.command;

/**
 * What the user gave can't be used. The message says what is wrong, where, and how to mend it;
 * nothing has been changed.
 */
public final class UnusableInput extends RuntimeException {

  /** With a message that stands alone. */
  public UnusableInput(String message) {
    super(message);
  }

  /** With what was the cause. */
  public UnusableInput(String message, Throwable cause) {
    super(message, cause);
  }
}
