package io.farshore.lab.route53;

import java.util.List;

/**
 * What a resolver is answered. Immutable.
 *
 * @param status whether there is such a name
 * @param records in the order of a chain of names, the one that was asked for first; empty where
 *     the name has no record of the type
 */
public record NameAnswer(Status status, List<Entry> records) {

  /** Whether there is such a name. */
  public enum Status {
    /** There is. */
    FOUND,
    /** Its zone is here, and has no such name. */
    NO_SUCH_NAME,
    /** No zone of it is here. */
    NOT_HERE
  }

  /**
   * One record.
   *
   * @param name with its final dot
   * @param type such as {@code A}
   * @param seconds how long it may be kept
   * @param value as Route 53 has it: a text stands in quotes
   */
  public record Entry(String name, String type, long seconds, String value) {}

  /** Copies the records. */
  public NameAnswer {
    records = List.copyOf(records);
  }
}
