package io.farshore.functions.plan;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.failover.CheckpointReading;
import io.farshore.core.failover.FailoverRequest;
import io.farshore.core.failover.InvalidRequest;
import io.farshore.core.failover.LateRequests;
import io.farshore.core.failover.LatestReports;
import io.farshore.core.failover.Mode;
import io.farshore.core.failover.Plan;
import io.farshore.core.failover.Planner;
import io.farshore.core.failover.Refusal;
import io.farshore.core.failover.Standing;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.StreamName;
import io.farshore.functions.configuration.FunctionSettings;
import io.farshore.functions.handler.JsonHandler;
import io.farshore.functions.handler.LambdaEnvironment;
import io.farshore.functions.handler.Stack;
import io.farshore.functions.trigger.Start;
import io.farshore.functions.trigger.StartEvents;
import io.farshore.functions.wire.EpochRef;
import io.farshore.functions.wire.ResumePoint;
import io.farshore.functions.wire.Wire;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Step 1. Settings: {@code COOLDOWN_SECONDS}, {@code APPROVAL_REQUIRED}, {@code VERIFY_SECONDS},
 * {@code CONFIRM_IN_ROW}, {@code CONFIRM_AT_MOST}, and those of {@link Stack}.
 */
public final class PlanFailover extends JsonHandler<PlanFailover.Input, PlanOutput> {

  private final Stack stack;
  private final StartEvents starts;
  private final Planner planner;

  /** In Lambda. */
  public PlanFailover() {
    this(LambdaEnvironment.variables());
    rehearseOn(stack);
  }

  /** In a given environment. */
  public PlanFailover(Map<String, String> environment) {
    this(Stack.of(environment));
  }

  /** On a given stack. */
  public PlanFailover(Stack stack) {
    super(Input.class);
    this.stack = stack;
    this.starts = new StartEvents(stack.stream(), stack.own(), stack.peer());
    this.planner =
        new Planner(stack.own(), stack.peer(), stack.settings().get(FunctionSettings.COOLDOWN));
  }

  /**
   * What the state machine was started with.
   *
   * @param start as it came
   */
  public record Input(JsonNode start) {}

  @Override
  public PlanOutput handle(Input input, Context context) {
    boolean dryRun = input.start() != null && input.start().path("dryRun").asBoolean(false);
    try {
      Start start = starts.read(input.start());
      if (start instanceof Start.Requested requested) {
        return stack.await(() -> plan(requested.request()));
      }
      String message = ((Start.NotConcerned) start).message();
      return refused(new Refusal(Refusal.Reason.NOT_CONCERNED, message), dryRun);
    } catch (InvalidRequest e) {
      return refused(new Refusal(Refusal.Reason.INVALID_REQUEST, e.getMessage()), dryRun);
    }
  }

  private CompletableFuture<PlanOutput> plan(FailoverRequest request) {
    return view(request)
        .thenCompose(view -> unlessHeardMeanwhile(request, view))
        .thenApply(view -> output(request, view, planner.plan(request, view)));
  }

  /**
   * The epochs were read before the reports, maybe long before: an epoch that only the reports know
   * is unheard here when it is not heard of in the table now. Else all is read again, or a second
   * start would take the epoch that the first one made for unheard, and go above it.
   */
  private CompletableFuture<Planner.View> unlessHeardMeanwhile(
      FailoverRequest request, Planner.View view) {
    Optional<EpochId> unheard = Planner.unheardEpoch(view);
    if (unheard.isEmpty()) {
      return CompletableFuture.completedFuture(view);
    }
    return stack
        .ownEpochs()
        .epochs(request.stream())
        .thenCompose(
            now ->
                now.hasHeardOf(unheard.get())
                    ? view(request).thenCompose(again -> unlessHeardMeanwhile(request, again))
                    : CompletableFuture.completedFuture(view));
  }

  private CompletableFuture<Planner.View> view(FailoverRequest request) {
    StreamName stream = request.stream();
    return stack
        .ownEpochs()
        .epochs(stream)
        .thenCompose(
            epochs ->
                stack
                    .ownCheckpoints()
                    .reports(stream)
                    .thenCombine(stack.ownEpochs().settings(stream), Facts::new)
                    .thenCombine(
                        watermarks(request, CheckpointReading.lastOpened(epochs, Optional.empty())),
                        (facts, low) ->
                            new Planner.View(
                                epochs,
                                new LatestReports(facts.reports()),
                                facts.settings(),
                                low,
                                stack.loop().wallTime())));
  }

  private CompletableFuture<Map<ProducerId, Watermark>> watermarks(
      FailoverRequest request, Optional<Epoch> over) {
    if (request.resumeFrom().isEmpty()) {
      return CompletableFuture.completedFuture(Map.of());
    }
    return new CheckpointReading(stack.ownCheckpoints(), stack.loop())
        .read(request.stream(), over)
        .thenApply(Standing::watermarks);
  }

  private PlanOutput output(FailoverRequest request, Planner.View view, Plan plan) {
    Decided decided = Decided.of(plan, view.epochs());
    Optional<Epoch> before = decided.before();
    boolean acts = decided.epoch().isPresent() && !decided.name().equals("AlreadyActive");
    boolean afterFence = decided.name().equals("Resume");
    return new PlanOutput(
        decided.name(),
        request.stream().value(),
        request.mode().label(),
        request.isAutomatic(),
        request.dryRun(),
        request.reason().orElse(null),
        new PlanOutput.TriggerOutput(
            request.trigger().kind().label(),
            request.trigger().name().orElse(null),
            Wire.instant(request.trigger().at())),
        (request.mode() == Mode.RESYNC ? stack.own() : stack.peer()).name(),
        request.target().name(),
        decided.epoch().map(EpochRef::of).orElse(null),
        before.map(Epoch::id).map(EpochRef::of).orElse(null),
        ResumePoint.of(request.resumeFrom()),
        decided.refusal().map(PlanFailover::refusal).orElse(null),
        acts && !afterFence && request.isAutomatic(),
        acts
            && !afterFence
            && request.mode() != Mode.ABANDON
            && stack.settings().get(FunctionSettings.APPROVAL_REQUIRED),
        confirm(),
        new PlanOutput.Wait(leaseSeconds(), lateRequestsUntil(request, view, decided)),
        verify());
  }

  private String lateRequestsUntil(FailoverRequest request, Planner.View view, Decided decided) {
    if (request.mode() == Mode.RESYNC && !decided.name().equals("Resume")) {
      // Its producers are still writing; the end of the drain says from when on to count.
      return null;
    }
    return decided
        .epoch()
        .flatMap(
            epoch ->
                new LateRequests(stack.lease(), stack.lateRequestWindow())
                    .until(view.epochs(), view.reports(), stack.own(), epoch.number(), view.now()))
        .filter(until -> until.isAfter(view.now()))
        .map(Wire::instant)
        .orElse(null);
  }

  private PlanOutput refused(Refusal refusal, boolean dryRun) {
    return new PlanOutput(
        "Refuse",
        stack.stream().value(),
        null,
        false,
        dryRun,
        null,
        null,
        stack.peer().name(),
        stack.own().name(),
        null,
        null,
        Map.of(),
        refusal(refusal),
        false,
        false,
        confirm(),
        new PlanOutput.Wait(leaseSeconds(), null),
        verify());
  }

  private static PlanOutput.RefusalOutput refusal(Refusal refusal) {
    return new PlanOutput.RefusalOutput(refusal.reason().label(), refusal.message());
  }

  private PlanOutput.Confirm confirm() {
    return new PlanOutput.Confirm(
        stack.settings().get(FunctionSettings.CONFIRM_IN_ROW),
        stack.settings().get(FunctionSettings.CONFIRM_AT_MOST));
  }

  private PlanOutput.Verify verify() {
    return new PlanOutput.Verify(stack.settings().get(FunctionSettings.VERIFY).toSeconds());
  }

  private long leaseSeconds() {
    return (stack.lease().plus(stack.leaseMargin()).toMillis() + 999) / 1000;
  }
}
