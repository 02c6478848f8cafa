package io.farshore.producer;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.EpochId;
import java.time.Instant;

/** Hears what a producer does. Called on the event loop; must return quickly and not throw. */
public interface ProducerListener {

  /** Hears nothing. */
  ProducerListener NONE = new ProducerListener() {};

  /**
   * It follows another epoch, and has moved its log.
   *
   * @param from where it resumes
   */
  default void followed(EpochId epoch, Watermark from) {}

  /** It may write: it has a lease, after it followed, or after a pause. */
  default void resumed(EpochId epoch) {}

  /** It has stopped to write until something changes. */
  default void paused(String why) {}

  /** The first change since it follows this epoch was acknowledged. */
  default void firstAcknowledgement(EpochId epoch, Instant at) {}

  /** A switchover drains: it reads no further and waits for answers. */
  default void flushing(EpochId prepared) {}

  /** Everything is answered, and the last heartbeat is in every shard. */
  default void drained(Watermark lowWatermark) {}

  /** Something failed. Said once for each change of the message. */
  default void failed(String message) {}
}
