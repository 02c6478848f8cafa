package io.farshore.core.failover;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.EpochTable;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.epoch.Phase;
import io.farshore.core.epoch.Transition;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.EventLoop;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Steps 7 and 8 together: opens an epoch that is {@code FENCING}, and activates it.
 *
 * <p>The markers are writes like any other (guarantee C): before each round the epoch is read anew,
 * so that an execution that was held up marks nothing behind a later epoch's back; and a look that
 * is older than a lease may be counts for nothing.
 */
public final class ActivateEpoch {

  private final EpochTable epochs;
  private final OpenEpoch opening;
  private final EventLoop loop;

  /** In one Region. */
  public ActivateEpoch(EpochTable epochs, OpenEpoch opening, EventLoop loop) {
    this.epochs = epochs;
    this.opening = opening;
    this.loop = loop;
  }

  /** What became of it. */
  public sealed interface Result {
    /**
     * It is active.
     *
     * @param epoch as it is in the table
     * @param byThis false when another execution activated it first, which is as good
     */
    record Activated(Epoch epoch, boolean byThis) implements Result {}

    /**
     * A later epoch is in force; nothing was marked.
     *
     * @param by the later one
     */
    record Superseded(EpochId by) implements Result {}
  }

  /** The epoch's item is in no phase from which it can be activated. A retry can't help. */
  public static final class NotFencing extends RuntimeException {
    /** Names the epoch and what was found. */
    public NotFencing(EpochId epoch, Optional<Phase> found) {
      super(
          "Epoch "
              + epoch
              + " is "
              + found.map(Phase::name).orElse("not there")
              + ", not FENCING; start again to see what is in force");
    }
  }

  /**
   * Opens and activates.
   *
   * @param resumeFrom where the producers resume
   * @return fails with {@link NotFencing}, or like the ports: then it may be done again
   */
  public CompletableFuture<Result> activate(
      StreamName stream, EpochId id, Map<ProducerId, Watermark> resumeFrom) {
    return epochs
        .epochs(stream)
        .thenCompose(
            found -> {
              Optional<Epoch> later = found.inForce().filter(e -> e.id().compareTo(id) > 0);
              if (later.isPresent()) {
                return done(new Result.Superseded(later.get().id()));
              }
              Optional<Epoch> item = found.find(id);
              if (item.filter(epoch -> epoch.phase() == Phase.ACTIVE).isPresent()) {
                return done(new Result.Activated(item.get(), false));
              }
              if (item.filter(epoch -> epoch.phase() == Phase.FENCING).isEmpty()) {
                return CompletableFuture.failedFuture(new NotFencing(id, item.map(Epoch::phase)));
              }
              return open(stream, id, resumeFrom);
            });
  }

  private CompletableFuture<Result> open(
      StreamName stream, EpochId id, Map<ProducerId, Watermark> resumeFrom) {
    return opening
        .open(id, () -> stillOurs(stream, id))
        .thenCompose(
            named ->
                named
                    .map(
                        shards ->
                            epochs
                                .activate(stream, id, shards, resumeFrom, loop.wallTime())
                                .thenCompose(transition -> reread(stream, id, transition)))
                    .orElseGet(() -> activate(stream, id, resumeFrom)));
  }

  private CompletableFuture<Boolean> stillOurs(StreamName stream, EpochId id) {
    return epochs
        .epochs(stream)
        .thenApply(
            found ->
                found
                    .inForce()
                    .filter(epoch -> epoch.id().equals(id) && epoch.phase() == Phase.FENCING)
                    .isPresent());
  }

  private CompletableFuture<Result> reread(StreamName stream, EpochId id, Transition transition) {
    boolean made = transition instanceof Transition.Made;
    if (transition instanceof Transition.Refused refused
        && !refused.found().equals(Optional.of(Phase.ACTIVE))) {
      return CompletableFuture.failedFuture(new NotFencing(id, refused.found()));
    }
    return epochs.epochs(stream).thenApply(found -> new Result.Activated(item(found, id), made));
  }

  private static Epoch item(Epochs found, EpochId id) {
    return found.find(id).orElseThrow(() -> new NotFencing(id, Optional.empty()));
  }

  private static CompletableFuture<Result> done(Result result) {
    return CompletableFuture.completedFuture(result);
  }
}
