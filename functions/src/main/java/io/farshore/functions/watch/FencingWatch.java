package io.farshore.functions.watch;

import com.amazonaws.services.lambda.runtime.Context;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.epoch.Phase;
import io.farshore.core.failover.LateRequests;
import io.farshore.core.failover.LatestReports;
import io.farshore.functions.configuration.FunctionSettings;
import io.farshore.functions.execution.StateMachine;
import io.farshore.functions.execution.StepFunctions;
import io.farshore.functions.handler.Json;
import io.farshore.functions.handler.JsonHandler;
import io.farshore.functions.handler.LambdaEnvironment;
import io.farshore.functions.handler.Stack;
import io.farshore.functions.observability.EmbeddedMetrics;
import io.farshore.functions.wire.Wire;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Once a minute: an epoch of this Region that stays {@code FENCING} past its limit has no owner, so
 * the state machine is started again; a {@code DRAINING} one long past its deadline, which
 * producers have taken for abandoned, is marked so. Settings: {@code FENCING_LIMIT_SECONDS}, {@code
 * STATE_MACHINE_ARN}, and those of {@link Stack}.
 */
public final class FencingWatch extends JsonHandler<FencingWatch.Input, FencingWatch.Output> {

  private static final Duration AFTER_DEADLINE = Duration.ofMinutes(1);

  private final Stack stack;
  private final StateMachine stateMachine;

  /** In Lambda. */
  public FencingWatch() {
    this(LambdaEnvironment.variables());
    rehearseOn(stack);
  }

  /** In a given environment. */
  public FencingWatch(Map<String, String> environment) {
    this(Stack.of(environment));
  }

  private FencingWatch(Stack stack) {
    this(stack, StepFunctions.of(stack));
  }

  /** On a given stack, with a given state machine. */
  public FencingWatch(Stack stack, StateMachine stateMachine) {
    super(Input.class);
    this.stack = stack;
    this.stateMachine = stateMachine;
  }

  /** Nothing: it looks at the stack's own stream. */
  public record Input() {}

  /**
   * What was found.
   *
   * @param overdue the number of the epoch that stays {@code FENCING}, or null
   * @param execution the execution that was started for it, or null
   * @param abandoned the numbers of the drains that were marked abandoned
   */
  public record Output(Long overdue, String execution, List<Long> abandoned) {}

  @Override
  public Output handle(Input input, Context context) {
    Epochs epochs = stack.await(() -> stack.ownEpochs().epochs(stack.stream()));
    LatestReports reports =
        new LatestReports(stack.await(() -> stack.ownCheckpoints().reports(stack.stream())));
    Instant now = stack.loop().wallTime();
    Optional<Epoch> overdue = overdue(epochs, reports, now);
    EmbeddedMetrics metrics =
        new EmbeddedMetrics(
            context.getLogger()::log,
            stack.loop()::wallTime,
            Map.of("StreamName", stack.stream().value()));
    metrics.count("FencingOverdue", overdue.isPresent() ? 1 : 0).emit();
    return new Output(
        overdue.map(Epoch::number).orElse(null),
        overdue.map(epoch -> startAgain(epoch, now)).orElse(null),
        abandon(epochs, now));
  }

  private Optional<Epoch> overdue(Epochs epochs, LatestReports reports, Instant now) {
    Duration limit = stack.settings().get(FunctionSettings.FENCING_LIMIT);
    LateRequests late = new LateRequests(stack.lease(), stack.lateRequestWindow());
    return epochs
        .inForce()
        .filter(epoch -> epoch.phase() == Phase.FENCING)
        .filter(epoch -> epoch.activeRegion().equals(stack.own()))
        .filter(
            epoch -> {
              Instant fenced = epoch.fencedAt().orElse(epoch.createdAt());
              Instant waited =
                  late.until(epochs, reports, stack.own(), epoch.number(), fenced)
                      .filter(fenced::isBefore)
                      .orElse(fenced);
              return now.isAfter(waited.plus(limit));
            });
  }

  private String startAgain(Epoch epoch, Instant now) {
    String minute = now.truncatedTo(ChronoUnit.MINUTES).toString().replaceAll("[^0-9]", "");
    String name = "fencing-" + epoch.number() + "-" + minute;
    stateMachine.start(
        name,
        Json.text(
            Map.of(
                "source",
                "farshore.fencing-watch",
                "time",
                Wire.instant(now),
                "reason",
                "epoch " + epoch.id() + " stays FENCING")));
    return name;
  }

  private List<Long> abandon(Epochs epochs, Instant now) {
    return epochs.all().stream()
        .filter(epoch -> epoch.phase() == Phase.DRAINING)
        .filter(epoch -> epoch.activeRegion().equals(stack.own()))
        .filter(
            epoch ->
                epoch.deadline().map(end -> now.isAfter(end.plus(AFTER_DEADLINE))).orElse(true))
        .peek(epoch -> stack.await(() -> stack.ownEpochs().abandon(stack.stream(), epoch.id())))
        .map(Epoch::number)
        .toList();
  }
}
