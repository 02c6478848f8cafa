package io.farshore.producer;

import io.farshore.core.epoch.EpochId;
import io.farshore.core.lease.ControlRecordsDisagree;
import io.farshore.core.lease.Fenced;
import io.farshore.core.lease.Lease;
import io.farshore.core.lease.Leases;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.Cause;
import io.farshore.core.time.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps the lease for one epoch, and renews it in the background at a third of its life. A replica
 * that does not answer leaves the lease to its end; one that names another epoch ends it at once.
 */
final class LeaseHolder {

  private final Leases leases;
  private final StreamName stream;
  private final EpochId epoch;
  private final EventLoop loop;
  private final Duration callTimeout;
  private final Duration renewAfter;
  private final Duration retryAfter;
  private final Runnable renewed;
  private final Consumer<Throwable> refused;
  private Optional<Lease> lease = Optional.empty();
  private EventLoop.Timer next = () -> {};
  private boolean closed;

  LeaseHolder(
      RegionPorts region,
      StreamName stream,
      EpochId epoch,
      EventLoop loop,
      ProducerSettings settings,
      Runnable renewed,
      Consumer<Throwable> refused) {
    this.leases = new Leases(region.leases(), loop, settings.leaseLife());
    this.stream = stream;
    this.epoch = epoch;
    this.loop = loop;
    this.callTimeout = settings.callTimeout();
    this.renewAfter = settings.leaseLife().dividedBy(3);
    this.retryAfter = shorter(renewAfter, settings.interval());
    this.renewed = renewed;
    this.refused = refused;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** Takes it, and goes on renewing it until closed. */
  void keep() {
    Calls.start(() -> leases.take(stream, epoch)).whenComplete(this::answered);
  }

  private void answered(Lease taken, Throwable failure) {
    if (closed) {
      return;
    }
    if (failure == null) {
      lease = Optional.of(taken);
      renewed.run();
    } else {
      Throwable cause = Cause.of(failure);
      if (cause instanceof Fenced || cause instanceof ControlRecordsDisagree) {
        lease = Optional.empty();
      }
      refused.accept(cause);
    }
    next = loop.after(failure == null ? renewAfter : retryAfter, this::keep);
  }

  /** The lease as it is; possibly ended. */
  Optional<Lease> lease() {
    return lease;
  }

  /** Whether a call may start now. */
  boolean covers() {
    return lease.filter(held -> held.covers(loop, callTimeout)).isPresent();
  }

  void close() {
    closed = true;
    lease = Optional.empty();
    next.cancel();
  }
}
