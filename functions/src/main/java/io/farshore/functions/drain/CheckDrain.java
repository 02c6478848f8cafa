package io.farshore.functions.drain;

import com.amazonaws.services.lambda.runtime.Context;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.failover.DrainStatus;
import io.farshore.core.failover.LateRequests;
import io.farshore.core.failover.LatestReports;
import io.farshore.core.failover.Mode;
import io.farshore.core.stream.StreamName;
import io.farshore.functions.handler.InvalidInput;
import io.farshore.functions.handler.JsonHandler;
import io.farshore.functions.handler.LambdaEnvironment;
import io.farshore.functions.handler.Stack;
import io.farshore.functions.wire.EpochRef;
import io.farshore.functions.wire.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** How far a drain has come, one look; the state machine looks again until it has ended. */
public final class CheckDrain extends JsonHandler<CheckDrain.Input, CheckDrain.Output> {

  private static final Duration BEFORE_DEADLINE = Duration.ofSeconds(2);

  private final Stack stack;

  /** In Lambda. */
  public CheckDrain() {
    this(LambdaEnvironment.variables());
    rehearseOn(stack);
  }

  /** In a given environment. */
  public CheckDrain(Map<String, String> environment) {
    this(Stack.of(environment));
  }

  /** On a given stack. */
  public CheckDrain(Stack stack) {
    super(Input.class);
    this.stack = stack;
  }

  /**
   * What to look at.
   *
   * @param stream null: the stack's own
   * @param mode {@code resync}: only the producers must have flushed; else all must be copied, too
   * @param epoch the epoch that is prepared
   */
  public record Input(String stream, String mode, EpochRef epoch) {
    /** Checks that all is there. */
    public Input {
      InvalidInput.required("mode", mode);
      InvalidInput.required("epoch", epoch);
    }
  }

  /**
   * What is seen.
   *
   * @param status {@code Draining}, {@code Drained}, {@code PastDeadline}, {@code Moved} or {@code
   *     Superseded}
   * @param complete with {@code Drained}: no producer was left out because it is silent
   * @param waitingFor what is missing, in words
   * @param phase with {@code Moved}: to where
   * @param by the later epoch, or null
   * @param lateRequestsUntil no marker before; null where there is no such limit
   */
  public record Output(
      String status,
      boolean complete,
      List<String> waitingFor,
      String phase,
      EpochRef by,
      String lateRequestsUntil) {}

  @Override
  public Output handle(Input input, Context context) {
    StreamName stream = Wire.stream(input.stream(), stack.stream());
    return stack.await(
        () -> stack.ownEpochs().epochs(stream).thenCompose(epochs -> look(stream, input, epochs)));
  }

  private CompletableFuture<Output> look(StreamName stream, Input input, Epochs epochs) {
    Epoch inForce =
        epochs
            .inForce()
            .orElseThrow(() -> new InvalidInput("stream", "has no epoch here; check its name"));
    boolean resync = input.mode().equals(Mode.RESYNC.label());
    return stack
        .ownCheckpoints()
        .shards(stream, inForce.activeRegion())
        .thenCombine(
            stack.ownCheckpoints().reports(stream),
            (items, reported) -> {
              LatestReports reports = new LatestReports(reported);
              EpochId id = input.epoch().id();
              Instant now = stack.loop().wallTime();
              DrainStatus status = DrainStatus.of(id, epochs, reports, items, rules(resync), now);
              boolean complete =
                  status instanceof DrainStatus.Drained drained && drained.complete();
              Optional<Instant> until =
                  resync && complete
                      ? Optional.empty()
                      : new LateRequests(stack.lease(), stack.lateRequestWindow())
                          .until(epochs, reports, stack.own(), id.number(), now);
              return output(status, until.filter(end -> end.isAfter(now)).map(Wire::instant));
            });
  }

  private DrainStatus.Rules rules(boolean resync) {
    return new DrainStatus.Rules(
        stack.producerSilence(),
        stack.lease().plus(stack.lateRequestWindow()),
        BEFORE_DEADLINE,
        !resync,
        stack.producersReport());
  }

  private static Output output(DrainStatus status, Optional<String> until) {
    String late = until.orElse(null);
    if (status instanceof DrainStatus.Drained drained) {
      return new Output("Drained", drained.complete(), List.of(), null, null, late);
    } else if (status instanceof DrainStatus.Draining draining) {
      return new Output("Draining", false, draining.waitingFor(), null, null, late);
    } else if (status instanceof DrainStatus.Moved moved) {
      return new Output("Moved", false, List.of(), moved.phase().name(), null, late);
    } else if (status instanceof DrainStatus.Superseded superseded) {
      return new Output("Superseded", false, List.of(), null, EpochRef.of(superseded.by()), late);
    }
    return new Output("PastDeadline", false, List.of(), null, null, late);
  }
}
