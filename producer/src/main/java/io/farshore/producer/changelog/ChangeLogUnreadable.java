package io.farshore.producer.changelog;

/** A change log, or one change of it, can't be read. The message names the place and the fix. */
public final class ChangeLogUnreadable extends RuntimeException {
  /** Of a whole log. */
  public ChangeLogUnreadable(String log, String problem, Throwable cause) {
    super("The change log " + log + " can't be read: " + problem, cause);
  }

  /** Of one line. The cause is left out: a parser quotes what it read. */
  public ChangeLogUnreadable(String log, long line, String problem) {
    super(log + ", line " + line + ": " + problem);
  }
}
