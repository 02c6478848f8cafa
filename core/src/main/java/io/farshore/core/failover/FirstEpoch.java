package io.farshore.core.failover;

import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.EpochTable;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.epoch.Transition;
import io.farshore.core.stream.RegionalStream;
import io.farshore.core.stream.RegionalStream.StreamNotFound;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.Cause;
import io.farshore.core.time.EventLoop;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Registers a stream: opens its first epoch, once, in one Region, by the code that opens every
 * other. There is nobody to fence, so there is nothing to wait for.
 */
public final class FirstEpoch {

  /**
   * A stream is registered from outside of the stacks, where L may not be known: this is the least
   * that the template allows. The caller's timeout for one call may be longer than this. A marker
   * that was sent within this time may therefore arrive after it: it is then a late request like
   * any other.
   */
  private static final Duration LOOK_LASTS = Duration.ofMillis(2_500);

  private final EpochTable own;
  private final EpochTable other;
  private final RegionalStream ownStream;
  private final RegionalStream otherStream;
  private final EventLoop loop;
  private final int attempts;

  /**
   * Of one stream.
   *
   * @param own the replica of the Region to be active
   * @param other the replica of its peer
   * @param attempts how often a marker is sent at most
   */
  public FirstEpoch(
      EpochTable own,
      EpochTable other,
      RegionalStream ownStream,
      RegionalStream otherStream,
      EventLoop loop,
      int attempts) {
    this.own = own;
    this.other = other;
    this.ownStream = ownStream;
    this.otherStream = otherStream;
    this.loop = loop;
    this.attempts = attempts;
  }

  /** What became of it. */
  public sealed interface Result {
    /**
     * The stream is registered.
     *
     * @param epoch the first one, active
     */
    record Registered(Epoch epoch) implements Result {}

    /**
     * Nothing was changed.
     *
     * @param message why, and what to do
     */
    record Refused(String message) implements Result {}
  }

  /**
   * Registers.
   *
   * @param startedBy who
   * @return refused when either replica knows an epoch or can't be asked, or either Region has no
   *     such stream; fails when the opening itself fails: the epoch stays {@code FENCING}, and a
   *     failover to the same Region goes on with it
   */
  public CompletableFuture<Result> open(String startedBy, Optional<String> reason) {
    StreamName stream = ownStream.name();
    return refusal(stream)
        .thenCompose(
            refused ->
                refused.isPresent()
                    ? CompletableFuture.completedFuture(new Result.Refused(refused.get()))
                    : create(stream, startedBy, reason));
  }

  private CompletableFuture<Result> create(
      StreamName stream, String startedBy, Optional<String> reason) {
    EpochId first = new EpochId(1, own.region());
    return own.create(stream, Epoch.fencing(first, startedBy, reason, loop.wallTime()))
        .thenCompose(
            made ->
                made instanceof Transition.Made
                    ? activate(stream, first)
                    : CompletableFuture.completedFuture(
                        new Result.Refused(
                            stream + " is being registered by somebody else right now")));
  }

  private CompletableFuture<Result> activate(StreamName stream, EpochId first) {
    return new ActivateEpoch(own, new OpenEpoch(ownStream, loop, LOOK_LASTS, attempts), loop)
        .activate(stream, first, Map.of())
        .thenApply(
            result ->
                result instanceof ActivateEpoch.Result.Activated activated
                    ? new Result.Registered(activated.epoch())
                    : new Result.Refused("Another epoch came into force meanwhile"));
  }

  private CompletableFuture<Optional<String>> refusal(StreamName stream) {
    return known(own, stream)
        .thenCombine(known(other, stream), FirstEpoch::first)
        .thenCombine(missing(ownStream), FirstEpoch::first)
        .thenCombine(missing(otherStream), FirstEpoch::first);
  }

  private static Optional<String> first(Optional<String> a, Optional<String> b) {
    return a.isPresent() ? a : b;
  }

  private static CompletableFuture<Optional<String>> known(EpochTable table, StreamName stream) {
    return table
        .epochs(stream)
        .handle(
            (epochs, failure) ->
                failure == null
                    ? epochs.highest().map(epoch -> registered(stream, epochs))
                    : Optional.of(
                        "The epochs in " + table.region() + " can't be read: " + said(failure)));
  }

  private static String registered(StreamName stream, Epochs epochs) {
    return stream
        + " is registered already; its last epoch is "
        + epochs.highest().orElseThrow().id()
        + "; a failover or a switchover moves it";
  }

  private static CompletableFuture<Optional<String>> missing(RegionalStream stream) {
    return stream
        .summary()
        .handle(
            (summary, failure) -> failure == null ? Optional.empty() : Optional.of(said(failure)));
  }

  private static String said(Throwable failure) {
    Throwable cause = Cause.of(failure);
    return cause instanceof StreamNotFound
        ? cause.getMessage()
        : cause.getMessage() + "; try again when both Regions answer";
  }
}
