package io.farshore.core.lease;

import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.EpochTable;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The one rule of writing: nobody writes to a stream without a lease read from the replica of that
 * stream's Region. Used on the event loop only.
 */
public final class Leases {

  private final EpochTable table;
  private final EventLoop loop;
  private final Duration life;

  /**
   * Leases for one Region's streams.
   *
   * @param table the replica of the Region that will be written to
   * @param life L; the fence waits for as long, and a margin
   */
  public Leases(EpochTable table, EventLoop loop, Duration life) {
    this.table = table;
    this.loop = loop;
    this.life = life;
  }

  /**
   * Takes a lease to write in {@code acting}, by a read of its own: never from a cache.
   *
   * @return fails with {@link Fenced} when a later epoch is in force there, with {@link
   *     ControlRecordsDisagree} when another one or none is, and with {@link
   *     io.farshore.core.checkpoint.ReplicaUnavailable} when the replica does not answer
   */
  public CompletableFuture<Lease> take(StreamName stream, EpochId acting) {
    Instant readStartedAt = loop.wallTime();
    long readStartedNanos = loop.monotonicNanos();
    return table
        .inForce(stream)
        .thenApply(
            found -> {
              requireInForce(stream, acting, found.map(Epoch::id));
              return new Lease(acting, readStartedAt, readStartedNanos, life);
            });
  }

  private void requireInForce(StreamName stream, EpochId acting, Optional<EpochId> inForce) {
    if (inForce.equals(Optional.of(acting))) {
      return;
    }
    if (inForce.isPresent() && inForce.get().compareTo(acting) > 0) {
      throw new Fenced(stream, acting, inForce.get(), table.region());
    }
    throw new ControlRecordsDisagree(stream, acting, inForce, table.region());
  }
}
