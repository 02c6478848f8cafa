package io.farshore.functions.handler;

/** A step's input can't be used. A retry can't help; the message names the field, never a value. */
public final class InvalidInput extends RuntimeException {

  /**
   * Names what is wrong.
   *
   * @param field such as {@code epoch.number}
   * @param problem what is wrong with it, and what to give
   */
  public InvalidInput(String field, String problem) {
    super(field + " " + problem);
  }

  /** A field that must be there. */
  public static <T> T required(String field, T value) {
    if (value == null) {
      throw new InvalidInput(field, "is missing; give it");
    }
    return value;
  }
}
