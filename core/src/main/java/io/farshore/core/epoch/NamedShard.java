package io.farshore.core.epoch;

import io.farshore.core.stream.SequenceNumber;
import java.util.List;

/** A shard that was listed when an epoch was opened. One that is not named was born later. */
public sealed interface NamedShard {

  /** Its parents, as listed. */
  List<String> parents();

  /**
   * It was open: records at or below the marker belong to earlier epochs.
   *
   * @param marker the sequence number of the epoch's marker in it
   * @param parents as listed
   */
  record Open(SequenceNumber marker, List<String> parents) implements NamedShard {
    /** Copies the list. */
    public Open {
      parents = List.copyOf(parents);
    }
  }

  /**
   * It was closed, or closed before its marker arrived: all its records belong to earlier epochs.
   *
   * @param parents as listed
   */
  record Closed(List<String> parents) implements NamedShard {
    /** Copies the list. */
    public Closed {
      parents = List.copyOf(parents);
    }
  }
}
