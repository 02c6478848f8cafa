package io.farshore.producer;

import java.util.Optional;

/** Port: where a producer keeps its state. Called on the event loop; expected to return quickly. */
public interface ProducerStateStore {

  /**
   * The state that was saved last; empty when none ever was: then the producer is new.
   *
   * @throws StateUnavailable when there is one and it can't be read. Never answered by empty, which
   *     would start the log over
   */
  Optional<ProducerState> load();

  /**
   * Replaces the state in one atomic, durable write.
   *
   * @throws StateUnavailable when it can't be written; the state before is still there
   */
  void save(ProducerState state);

  /** The state can't be read or written. The message names the place and the fix. */
  final class StateUnavailable extends RuntimeException {
    /** Says what is wrong. */
    public StateUnavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
