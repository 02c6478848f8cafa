package io.farshore.core.epoch;

import java.util.Optional;

/** What became of one conditional write to an epoch's item. */
public sealed interface Transition {

  /** It was made, by this write. */
  record Made() implements Transition {}

  /**
   * The condition refused it.
   *
   * @param found the phase that the item is in; empty when there is no item
   */
  record Refused(Optional<Phase> found) implements Transition {}
}
