package io.farshore.functions.drain;

import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.failover.CheckpointReading;
import io.farshore.core.failover.Refusal;
import io.farshore.core.failover.Refusal.Reason;
import io.farshore.core.failover.Standing;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.Cause;
import io.farshore.functions.handler.Stack;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Whether a switchover may begin: both Regions answer, agree, and the lag is small. */
final class Readiness {

  private final Stack stack;
  private final Duration lagLimit;

  Readiness(Stack stack, Duration lagLimit) {
    this.stack = stack;
    this.lagLimit = lagLimit;
  }

  CompletableFuture<Optional<Refusal>> refusal(StreamName stream, EpochId next) {
    return answers(stack.ports().stream(stack.own(), stream).summary())
        .thenCombine(
            answers(stack.ports().stream(stack.peer(), stream).summary()), Readiness::first)
        .thenCombine(peerKnows(stream, next), Readiness::first)
        .thenCompose(
            refusal ->
                refusal.isPresent()
                    ? CompletableFuture.completedFuture(refusal)
                    : lag(stream, next));
  }

  /** A resync goes without the peer, but not past an epoch that the peer alone knows. */
  CompletableFuture<Optional<Refusal>> refusalOfResync(StreamName stream, EpochId next) {
    return stack
        .ports()
        .epochs(stack.peer())
        .epochs(stream)
        .handle(
            (epochs, failure) -> failure == null ? disagreement(epochs, next) : Optional.empty());
  }

  private CompletableFuture<Optional<Refusal>> peerKnows(StreamName stream, EpochId next) {
    return stack
        .ports()
        .epochs(stack.peer())
        .epochs(stream)
        .handle(
            (epochs, failure) ->
                failure == null ? disagreement(epochs, next) : unavailable(failure));
  }

  private Optional<Refusal> disagreement(Epochs peers, EpochId next) {
    return peers
        .highest()
        .map(Epoch::id)
        .filter(epoch -> epoch.number() >= next.number())
        .map(
            epoch ->
                new Refusal(
                    Reason.EPOCH_UNKNOWN_HERE,
                    "Epoch "
                        + epoch
                        + " is known in "
                        + stack.peer()
                        + ", and "
                        + stack.own()
                        + " has not heard of it; wait for it, then start again"));
  }

  private CompletableFuture<Optional<Refusal>> lag(StreamName stream, EpochId next) {
    return stack
        .ownEpochs()
        .epochs(stream)
        .thenCompose(
            epochs ->
                new CheckpointReading(stack.ownCheckpoints(), stack.loop())
                    .read(stream, CheckpointReading.lastOpened(epochs, Optional.of(next.number()))))
        .thenApply(this::tooFarBehind);
  }

  private Optional<Refusal> tooFarBehind(Standing standing) {
    if (!stack.producersReport()) {
      return standing.maxLag().flatMap(lag -> overLimit("The replication", lag));
    }
    return standing.producers().values().stream()
        .filter(producer -> producer.isLive(standing.readAt(), stack.producerSilence()))
        .map(
            producer -> {
              String who = "The replication of " + producer.report().orElseThrow().producer();
              return producer
                  .copiedUntil()
                  .map(copied -> Duration.between(copied, standing.readAt()))
                  .map(lag -> overLimit(who, lag))
                  .orElseGet(() -> Optional.of(lagUnknown(who)));
            })
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Refusal> overLimit(String who, Duration lag) {
    return lag.compareTo(lagLimit) <= 0
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                Reason.LAG_OVER_LIMIT,
                who
                    + " is "
                    + lag.toSeconds()
                    + " s behind, more than "
                    + lagLimit.toSeconds()
                    + " s; wait until it has caught up"));
  }

  private static Refusal lagUnknown(String who) {
    return new Refusal(
        Reason.LAG_OVER_LIMIT,
        who + " has not reached every shard in this epoch yet; wait until it has");
  }

  private static <T> CompletableFuture<Optional<Refusal>> answers(CompletableFuture<T> look) {
    return look.handle(
        (seen, failure) -> failure == null ? Optional.empty() : unavailable(failure));
  }

  private static Optional<Refusal> unavailable(Throwable failure) {
    Throwable cause = Cause.of(failure);
    return Optional.of(
        new Refusal(
            Reason.REGION_UNAVAILABLE,
            cause.getMessage() + "; a switchover needs both Regions, a failover only this one"));
  }

  private static Optional<Refusal> first(Optional<Refusal> a, Optional<Refusal> b) {
    return a.isPresent() ? a : b;
  }
}
