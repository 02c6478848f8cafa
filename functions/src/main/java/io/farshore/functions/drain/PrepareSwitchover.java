package io.farshore.functions.drain;

import com.amazonaws.services.lambda.runtime.Context;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.epoch.Phase;
import io.farshore.core.epoch.Transition;
import io.farshore.core.failover.Mode;
import io.farshore.core.failover.Refusal;
import io.farshore.core.stream.StreamName;
import io.farshore.functions.configuration.FunctionSettings;
import io.farshore.functions.handler.InvalidInput;
import io.farshore.functions.handler.JsonHandler;
import io.farshore.functions.handler.LambdaEnvironment;
import io.farshore.functions.handler.Stack;
import io.farshore.functions.wire.EpochRef;
import io.farshore.functions.wire.ExecutionRef;
import io.farshore.functions.wire.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Makes the {@code DRAINING} epoch of a switchover, or refuses. Settings: {@code DRAIN_SECONDS},
 * {@code LAG_LIMIT_SECONDS}, and those of {@link Stack}.
 */
public final class PrepareSwitchover
    extends JsonHandler<PrepareSwitchover.Input, PrepareSwitchover.Output> {

  private final Stack stack;
  private final Readiness readiness;

  /** In Lambda. */
  public PrepareSwitchover() {
    this(LambdaEnvironment.variables());
    rehearseOn(stack);
  }

  /** In a given environment. */
  public PrepareSwitchover(Map<String, String> environment) {
    this(Stack.of(environment));
  }

  /** On a given stack. */
  public PrepareSwitchover(Stack stack) {
    super(Input.class);
    this.stack = stack;
    this.readiness = new Readiness(stack, stack.settings().get(FunctionSettings.LAG_LIMIT));
  }

  /**
   * What to prepare.
   *
   * @param stream null: the stack's own
   * @param mode {@code switchover} or {@code resync}
   * @param epoch the plan's
   * @param reason why, or null
   * @param execution by whom
   * @param dryRun true: only say whether it would be refused; null: no
   */
  public record Input(
      String stream,
      String mode,
      EpochRef epoch,
      String reason,
      ExecutionRef execution,
      Boolean dryRun) {
    /** Checks that all is there. */
    public Input {
      InvalidInput.required("mode", mode);
      InvalidInput.required("epoch", epoch);
      InvalidInput.required("execution", execution);
    }
  }

  /** What became of it. */
  public enum Status {
    /** The epoch is {@code DRAINING}. */
    PREPARED("Prepared"),
    /** Nothing was changed. */
    REFUSED("Refused"),
    /** Another execution has made an epoch of that number, or has taken this Region over. */
    LOST_RACE("LostRace"),
    /** A dry run's: it would be prepared. */
    READY("Ready");

    private final String label;

    Status(String label) {
      this.label = label;
    }

    /** As it is written in JSON. */
    public String label() {
      return label;
    }
  }

  /**
   * What became of it.
   *
   * @param status the label of a {@link Status}
   * @param deadline of the drain, or null
   * @param refusal why, or null
   */
  public record Output(String status, String deadline, RefusalOutput refusal) {}

  /**
   * Why nothing is done.
   *
   * @param reason the rule
   * @param message what was found, and what to do
   */
  public record RefusalOutput(String reason, String message) {}

  @Override
  public Output handle(Input input, Context context) {
    StreamName stream = Wire.stream(input.stream(), stack.stream());
    EpochId id = input.epoch().id();
    Epochs now = stack.await(() -> stack.ownEpochs().epochs(stream));
    return ofThisExecution(now, id, input.execution().arn())
        .or(() -> overtaken(now, input))
        .orElseGet(() -> prepare(stream, id, input));
  }

  /** The plan was to take over from the peer; meanwhile this Region has, and it is made anew. */
  private Optional<Output> overtaken(Epochs now, Input input) {
    return now.inForce()
        .filter(epoch -> epoch.activeRegion().equals(stack.own()))
        .filter(epoch -> input.mode().equals(Mode.SWITCHOVER.label()))
        .filter(epoch -> !Boolean.TRUE.equals(input.dryRun()))
        .map(epoch -> output(Status.LOST_RACE));
  }

  private Output prepare(StreamName stream, EpochId id, Input input) {
    boolean resync = input.mode().equals(Mode.RESYNC.label());
    Optional<Refusal> refusal =
        stack.await(
            () -> resync ? readiness.refusalOfResync(stream, id) : readiness.refusal(stream, id));
    return refusal
        .map(
            found ->
                new Output(
                    Status.REFUSED.label(),
                    null,
                    new RefusalOutput(found.reason().label(), found.message())))
        .orElseGet(
            () ->
                Boolean.TRUE.equals(input.dryRun())
                    ? output(Status.READY)
                    : stack.await(() -> create(stream, id, input)));
  }

  private CompletableFuture<Output> create(StreamName stream, EpochId id, Input input) {
    Instant now = stack.loop().wallTime();
    Duration drain = stack.settings().get(FunctionSettings.DRAIN);
    Instant deadline = now.plus(drain);
    Epoch epoch =
        Epoch.draining(
            id, input.execution().arn(), Optional.ofNullable(input.reason()), now, deadline);
    return stack
        .ownEpochs()
        .create(stream, epoch)
        .thenCompose(
            made ->
                made instanceof Transition.Made
                    ? CompletableFuture.completedFuture(prepared(deadline))
                    : stack
                        .ownEpochs()
                        .epochs(stream)
                        .thenApply(
                            found ->
                                ofThisExecution(found, id, input.execution().arn())
                                    .orElseGet(() -> output(Status.LOST_RACE))));
  }

  /**
   * A write whose answer was lost has been made all the same: asked again, it is not refused for
   * what the drain itself has changed since.
   */
  private static Optional<Output> ofThisExecution(Epochs epochs, EpochId id, String arn) {
    return epochs
        .find(id)
        .filter(epoch -> epoch.phase() == Phase.DRAINING && epoch.startedBy().equals(arn))
        .flatMap(Epoch::deadline)
        .map(PrepareSwitchover::prepared);
  }

  private static Output prepared(Instant deadline) {
    return new Output(Status.PREPARED.label(), Wire.instant(deadline), null);
  }

  private static Output output(Status status) {
    return new Output(status.label(), null, null);
  }
}
