package io.farshore.command;

/**
 * The command could not do its work, and that is not the user's fault: a Region does not answer,
 * credentials are refused. The message stands alone: what, where, and what to do.
 */
public final class CommandFailed extends RuntimeException {

  /** With a message that stands alone. */
  public CommandFailed(String message) {
    super(message);
  }

  /** With what was the cause. */
  public CommandFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
