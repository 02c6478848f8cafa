package io.farshore.producer.changelog;

import java.util.function.LongSupplier;

/** How a change log in a file grows while it is read. */
public sealed interface Growth {

  /** The file is complete: behind its last line the log has ended. */
  record Complete() implements Growth {}

  /** Another process appends to the file: a line counts once its line end is there. */
  record Appended() implements Growth {}

  /**
   * The file is complete, but its changes are committed one by one: a line counts once so many
   * lines are. Rewound, what was committed before is there at once.
   *
   * @param committedLines how many lines of the file are committed by now; never falls. Called on
   *     the reader's thread
   */
  record Committed(LongSupplier committedLines) implements Growth {}
}
