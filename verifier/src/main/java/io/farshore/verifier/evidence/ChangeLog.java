package io.farshore.verifier.evidence;

import java.util.List;

/**
 * A producer's change log as committed.
 *
 * @param producer the producer's id
 * @param lines each line's bytes, without the line feed, in commit order; blank ones are no
 *     changes; not to be modified
 */
public record ChangeLog(String producer, List<byte[]> lines) {
  /** Copies the list, not the lines. */
  public ChangeLog {
    lines = List.copyOf(lines);
  }

  /** The log that a file of JSON lines holds. */
  public static ChangeLog ofFile(String producer, byte[] file) {
    return new ChangeLog(producer, Lines.of(file));
  }
}
