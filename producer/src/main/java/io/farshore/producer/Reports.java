package io.farshore.producer;

import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.EventLoop;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A producer's reports: straight into each replica that it reaches, each its own item. */
final class Reports {

  private final ProducerId id;
  private final StreamName stream;
  private final Collection<RegionPorts> regions;
  private final Reachability reachability;
  private final EventLoop loop;
  private Acknowledged last =
      new Acknowledged(Optional.empty(), 0, Optional.empty(), Optional.empty());

  Reports(
      ProducerId id,
      StreamName stream,
      Collection<RegionPorts> regions,
      Reachability reachability,
      EventLoop loop) {
    this.id = id;
    this.stream = stream;
    this.regions = regions;
    this.reachability = reachability;
    this.loop = loop;
  }

  /** What was acknowledged in an epoch: it stands until the next one is followed. */
  private record Acknowledged(
      Optional<EpochId> epoch,
      long changes,
      Optional<Instant> at,
      Optional<Instant> unansweredAt) {}

  /** Never fails; a replica that does not answer gets the next one. */
  CompletableFuture<Void> send(
      ProducerState state,
      ProducerStatus status,
      Optional<WriteSession> session,
      Optional<EpochId> inForce) {
    Optional<Instant> acknowledgedAt = session.flatMap(WriteSession::lastAcknowledgedAt);
    Optional<Instant> unansweredAt = session.flatMap(WriteSession::unansweredAt);
    if (acknowledgedAt.isPresent()
        || unansweredAt.isPresent()
        || !last.epoch().equals(Optional.of(state.epoch()))) {
      last =
          new Acknowledged(
              Optional.of(state.epoch()),
              status.acknowledgedInEpoch(),
              acknowledgedAt,
              unansweredAt);
    }
    ProducerReport report =
        new ProducerReport(
            id,
            state.epoch(),
            status.phase(),
            status.lowWatermark(),
            state.start(),
            loop.wallTime(),
            status.reaches(),
            last.changes(),
            last.at(),
            last.unansweredAt(),
            inForce.filter(known -> known.compareTo(state.epoch()) > 0));
    return CompletableFuture.allOf(
        regions.stream()
            .map(region -> sendTo(region, report))
            .toArray(CompletableFuture<?>[]::new));
  }

  private CompletableFuture<Void> sendTo(RegionPorts region, ProducerReport report) {
    Reachability.Attempt attempt = reachability.report(region.region());
    return Calls.start(() -> region.checkpoints().report(stream, report))
        .handle(
            (none, failure) -> {
              attempt.ended(failure);
              return null;
            });
  }
}
