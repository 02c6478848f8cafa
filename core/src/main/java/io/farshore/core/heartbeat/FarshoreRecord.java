package io.farshore.core.heartbeat;

import java.time.Instant;

/**
 * A record of Farshore's own among the changes of a stream. Consumers drop it by its one field,
 * {@code farshore}, or read it as a watermark if they like.
 */
public sealed interface FarshoreRecord permits Heartbeat, EpochMarker {

  /** The epoch that its writer acted in. */
  long epoch();

  /** The shard that it was meant for. Its copy in the other Region may be in any shard. */
  String shardId();

  /** When it was sent, by the sender's wall clock. */
  Instant sentAt();
}
