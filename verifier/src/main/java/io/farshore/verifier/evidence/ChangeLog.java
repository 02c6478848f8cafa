package io.farshore.verifier.evidence;

import java.util.List;

/**
 * A producer's change log as committed.
 *
 * @param producer the producer's id
 * @param lines each change's bytes, without the line end, in commit order; not to be modified
 */
public record ChangeLog(String producer, List<byte[]> lines) {
  /** Copies the list, not the lines. */
  public ChangeLog {
    lines = List.copyOf(lines);
  }
}
