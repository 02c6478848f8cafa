package io.farshore.core.failover;

/** A start's input can't be used. A retry can't help; the message names the field and the fix. */
public final class InvalidRequest extends RuntimeException {
  private final String field;

  /**
   * Names what is wrong.
   *
   * @param field such as {@code targetRegion}
   * @param problem what is wrong with it, and what to give
   */
  public InvalidRequest(String field, String problem) {
    super(field + " " + problem);
    this.field = field;
  }

  /** The field at fault. */
  public String field() {
    return field;
  }
}
