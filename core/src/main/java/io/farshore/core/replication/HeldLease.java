package io.farshore.core.replication;

import io.farshore.core.checkpoint.ReplicaUnavailable;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.lease.Lease;
import io.farshore.core.lease.Leases;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.Cause;
import io.farshore.core.time.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A lease that is renewed in the background while it is held: asked anew when half of it has
 * passed. Held for one batch, never over invocations.
 */
final class HeldLease {

  private final Leases leases;
  private final StreamName stream;
  private final EpochId acting;
  private final EventLoop loop;
  private final Duration callTimeout;
  private Lease lease;
  private Listener listener;
  private EventLoop.Timer renewal = () -> {};
  private boolean released;

  /** What the holder does when the lease changes. */
  interface Listener {
    /** There is a newer one. */
    void renewed();

    /** There is none any more. */
    void lost(RuntimeException reason);
  }

  HeldLease(
      Leases leases, StreamName stream, EpochId acting, EventLoop loop, Duration callTimeout) {
    this.leases = leases;
    this.stream = stream;
    this.acting = acting;
    this.loop = loop;
    this.callTimeout = callTimeout;
  }

  /** Takes it for the first time; fails as {@link Leases#take}. */
  CompletableFuture<HeldLease> take() {
    return leases
        .take(stream, acting)
        .thenApply(
            taken -> {
              lease = taken;
              return this;
            });
  }

  Optional<Lease> now() {
    return Optional.of(lease);
  }

  /** Renews it from now on. */
  void keep(Listener toTell) {
    listener = toTell;
    renewAfter(lease.remaining(loop).minus(lease.life().dividedBy(2)));
  }

  /** Lets it end. */
  void release() {
    released = true;
    renewal.cancel();
  }

  private void renewAfter(Duration delay) {
    renewal = loop.after(delay.isNegative() ? Duration.ZERO : delay, this::renew);
  }

  private void renew() {
    leases
        .take(stream, acting)
        .whenComplete(
            (taken, failure) -> {
              if (!released) {
                if (failure == null) {
                  renewed(taken);
                } else {
                  failed(failure);
                }
              }
            });
  }

  private void renewed(Lease taken) {
    lease = taken;
    renewAfter(taken.remaining(loop).minus(taken.life().dividedBy(2)));
    listener.renewed();
  }

  /** No answer is not a no: asked again while the old lease lasts. */
  private void failed(Throwable failure) {
    Throwable cause = Cause.of(failure);
    if (cause instanceof ReplicaUnavailable && lease.covers(loop, callTimeout)) {
      renewAfter(lease.life().dividedBy(20));
    } else {
      listener.lost(
          cause instanceof RuntimeException reason ? reason : new CompletionException(cause));
    }
  }
}
