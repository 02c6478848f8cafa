package io.farshore.functions.probe;

import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.epoch.Phase;
import io.farshore.core.failover.CheckpointReading;
import io.farshore.core.failover.LatestReports;
import io.farshore.core.failover.ProducerStanding;
import io.farshore.core.failover.Standing;
import io.farshore.core.failover.VantagePoint;
import io.farshore.core.failover.VantagePoint.Finding;
import io.farshore.core.failover.Verdict;
import io.farshore.core.stream.RegionalStream;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.Cause;
import io.farshore.functions.handler.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Looks at the peer Region from all vantage points at once. */
final class Watch {

  private final Stack stack;
  private final HealthCheckers healthCheckers;
  private final Duration heartbeatLimit;

  /**
   * A watch of the stack's peer.
   *
   * @param heartbeatLimit heartbeats that are older, while producers write, count as impaired
   */
  Watch(Stack stack, HealthCheckers healthCheckers, Duration heartbeatLimit) {
    this.stack = stack;
    this.healthCheckers = healthCheckers;
    this.heartbeatLimit = heartbeatLimit;
  }

  /** Looks once. Never fails: what does not answer is unknown. */
  CompletableFuture<Look> look(StreamName stream) {
    long began = stack.loop().monotonicNanos();
    CompletableFuture<Optional<String>> probe = probe(stream);
    CompletableFuture<VantagePoint> checkers =
        healthCheckers
            .statuses()
            .handleAsync(
                (statuses, failure) -> HealthCheckers.point(statuses, failure, since(began)),
                stack.loop());
    CompletableFuture<Seen> seen = seen(stream);
    return probe
        .thenCombine(seen, (failed, own) -> new Views(failed, own, since(began)))
        .thenCombine(checkers, this::look);
  }

  private record Views(Optional<String> failed, Seen seen, Duration latency) {}

  /** What the own replica shows; all empty when it does not answer. */
  private record Seen(Optional<Epochs> epochs, LatestReports reports, Optional<Standing> standing) {

    static final Seen NOTHING =
        new Seen(Optional.empty(), new LatestReports(List.of()), Optional.empty());
  }

  private Look look(Views views, VantagePoint checkers) {
    Seen seen = views.seen();
    List<ProducerReport> fresh =
        seen.reports().live(stack.loop().wallTime(), stack.producerSilence());
    List<VantagePoint> points =
        List.of(
            standby(views, fresh),
            checkers,
            VantagePoint.producers(fresh, stack.peer(), views.latency()));
    Optional<Boolean> peerIsActive =
        seen.epochs()
            .map(
                epochs ->
                    epochs.inForce().map(Epoch::activeRegion).equals(Optional.of(stack.peer())));
    return new Look(
        Verdict.of(points, peerIsActive.orElse(false)),
        peerIsActive,
        seen.epochs().flatMap(Epochs::inForce),
        seen.epochs().map(epochs -> claims(epochs, seen.reports())),
        seen.standing().filter(standing -> peerIsActive.orElse(false)));
  }

  /**
   * A Region that is cut off does not hear of the epoch that has overtaken its own, but of
   * producers that follow it, where they reach it.
   */
  private boolean claims(Epochs epochs, LatestReports reports) {
    return epochs
        .inForce()
        .filter(epoch -> epoch.activeRegion().equals(stack.own()) && epoch.phase() == Phase.ACTIVE)
        .filter(
            epoch ->
                reports.highestEpoch().filter(other -> other.compareTo(epoch.id()) > 0).isEmpty())
        .isPresent();
  }

  /** Vantage point (a). Its own probe and the replicated heartbeats share a path: one point. */
  private VantagePoint standby(Views views, List<ProducerReport> fresh) {
    if (views.failed().isPresent()) {
      return new VantagePoint("standby", Finding.IMPAIRED, views.latency(), views.failed().get());
    }
    boolean writing = fresh.stream().anyMatch(report -> report.phase() == ProducerPhase.WRITING);
    Optional<Duration> age =
        views.seen().standing().flatMap(standing -> oldestHeartbeat(standing, fresh));
    if (writing && age.filter(old -> old.compareTo(heartbeatLimit) > 0).isPresent()) {
      return new VantagePoint(
          "standby",
          Finding.IMPAIRED,
          views.latency(),
          "replicated heartbeats are " + age.get().toSeconds() + " s old");
    }
    return new VantagePoint(
        "standby", Finding.HEALTHY, views.latency(), "the stream and the table answer");
  }

  private static Optional<Duration> oldestHeartbeat(Standing standing, List<ProducerReport> fresh) {
    return fresh.stream()
        .map(report -> standing.producers().get(report.producer()))
        .filter(Objects::nonNull)
        .map(ProducerStanding::copiedUntil)
        .flatMap(Optional::stream)
        .min(java.util.Comparator.naturalOrder())
        .map(oldest -> Duration.between(oldest, standing.readAt()));
  }

  /** What of the peer does not answer, in words. */
  private CompletableFuture<Optional<String>> probe(StreamName stream) {
    CompletableFuture<Optional<String>> kinesis =
        failed(stack.ports().stream(stack.peer(), stream).summary(), "Kinesis");
    CompletableFuture<Optional<String>> table =
        failed(stack.ports().epochs(stack.peer()).epochs(stream), "DynamoDB");
    return kinesis.thenCombine(
        table,
        (a, b) -> {
          List<String> failing = new ArrayList<>();
          a.ifPresent(failing::add);
          b.ifPresent(failing::add);
          return failing.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  String.join(" and ", failing) + " of " + stack.peer() + " do not answer");
        });
  }

  private static CompletableFuture<Optional<String>> failed(
      CompletableFuture<?> call, String service) {
    return call.handle(
        (answer, failure) ->
            failure == null || isAnswer(failure) ? Optional.empty() : Optional.of(service));
  }

  /** A stream that is not there is a mistake of the deployment, not an impairment. */
  private static boolean isAnswer(Throwable failure) {
    Throwable cause = Cause.of(failure);
    return cause instanceof RegionalStream.StreamNotFound;
  }

  private CompletableFuture<Seen> seen(StreamName stream) {
    return stack
        .ownEpochs()
        .epochs(stream)
        .thenCompose(
            epochs ->
                new CheckpointReading(stack.ownCheckpoints(), stack.loop())
                    .read(stream, CheckpointReading.lastOpened(epochs, Optional.empty()))
                    .thenApply(
                        standing ->
                            new Seen(
                                Optional.of(epochs), reports(standing), Optional.of(standing))))
        .handle((seen, failure) -> failure == null ? seen : Seen.NOTHING);
  }

  private static LatestReports reports(Standing standing) {
    return new LatestReports(
        standing.producers().values().stream()
            .map(ProducerStanding::report)
            .flatMap(Optional::stream)
            .toList());
  }

  private Duration since(long nanos) {
    return Duration.ofNanos(stack.loop().monotonicNanos() - nanos);
  }
}
