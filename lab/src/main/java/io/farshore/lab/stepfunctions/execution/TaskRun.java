package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.stepfunctions.asl.State;
import io.farshore.lab.stepfunctions.asl.StateError;
import io.farshore.lab.stepfunctions.asl.TaskResource;
import io.farshore.lab.stepfunctions.jsonata.Bindings;
import io.farshore.lab.stepfunctions.jsonata.Field;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A Task: one call an attempt; with a token it ends when the token comes back. */
final class TaskRun extends StateRun {

  private final State.Task state;
  private final TaskEvents events;
  private Optional<String> token = Optional.empty();
  private Optional<Duration> heartbeat = Optional.empty();
  private Optional<EventLoop.Timer> heartbeatTimer = Optional.empty();
  private Optional<Tasks.Submitted> waitedFor = Optional.empty();
  private boolean submitted;
  private Optional<Runnable> cameBackEarly = Optional.empty();

  TaskRun(BlockRun block, State.Task state, JsonNode input) {
    super(block, state, input);
    this.state = state;
    this.events = new TaskEvents(block, state.resource());
  }

  @Override
  void start() {
    submitted = false;
    cameBackEarly = Optional.empty();
    ExecutionRun run = block().run();
    if (state.resource().waitsForTaskToken()) {
      token = Optional.of(run.environment().tokens().issue(new Token()));
      variable().token(token.get());
    }
    Bindings bindings = bindings();
    JsonNode arguments = state.arguments().map(field -> field.evaluate(bindings)).orElse(input());
    Optional<Duration> timeout =
        state.timeoutSeconds().map(field -> Duration.ofSeconds(seconds(field, bindings)));
    heartbeat = state.heartbeatSeconds().map(field -> Duration.ofSeconds(seconds(field, bindings)));
    Optional<JsonNode> credentials = state.credentials().map(field -> field.evaluate(bindings));
    if (state.arguments().isPresent()) {
      block().inspect("afterArguments", arguments);
    }
    Optional<CompletableFuture<Tasks.Answer>> offered = offer(arguments);
    if (offered.isPresent() && offered.get().isDone() && refused(offered.get().join())) {
      return;
    }
    events.scheduled(arguments, credentials, timeout, heartbeat);
    if (mock().isPresent()) {
      mocked(mock().get());
      return;
    }
    if (DataLimit.exceeds(arguments)) {
      failTask(DataLimit.error(state.resource().called()));
      return;
    }
    timeout.ifPresent(limit -> after(limit, () -> timedOut(false)));
    startHeartbeat();
    run.turn(whileAttempted(() -> await(offered.orElseGet(() -> call(arguments)))));
  }

  /** The task of an activity, before it is recorded: there may be no such activity. */
  private Optional<CompletableFuture<Tasks.Answer>> offer(JsonNode arguments) {
    if (state.resource() instanceof TaskResource.Activity activity && mock().isEmpty()) {
      ExecutionRun run = block().run();
      return Optional.of(
          run.environment()
              .tasks()
              .schedule(activity, arguments, token.orElseThrow(), run.identity()));
    }
    return Optional.empty();
  }

  private boolean refused(Tasks.Answer answer) {
    if (answer instanceof Tasks.Failed failed) {
      fail(error(failed.error().error(), failed.error().cause()));
      return true;
    }
    return false;
  }

  private void mocked(Tasks.Answer answer) {
    if (answer instanceof Tasks.Succeeded done) {
      succeedTask(done.result());
    } else {
      end(answer);
    }
  }

  private static long seconds(Field field, Bindings bindings) {
    return field.wholeNumber(bindings, 1, 99_999_999);
  }

  private CompletableFuture<Tasks.Answer> call(JsonNode arguments) {
    ExecutionRun run = block().run();
    events.started();
    return run.environment().tasks().call(state.resource(), arguments, run.identity());
  }

  /** An answer that comes once the attempt has timed out is nobody's. Tasks fail by an answer. */
  private void await(CompletableFuture<Tasks.Answer> answer) {
    Runnable read = whileAttempted(() -> answered(answer.join()));
    answer.whenComplete((value, broken) -> block().run().turn(read));
  }

  private void startHeartbeat() {
    heartbeatTimer.ifPresent(EventLoop.Timer::cancel);
    heartbeatTimer = heartbeat.map(limit -> after(limit, () -> timedOut(true)));
  }

  private void timedOut(boolean missedHeartbeat) {
    StateError error = new StateError(StateError.TIMEOUT, "", missedHeartbeat);
    events.timedOut(error);
    fail(error);
  }

  private void answered(Tasks.Answer answer) {
    if (answer instanceof Tasks.Failed failed) {
      failTask(failed.error());
    } else if (answer instanceof Tasks.Submitted more) {
      events.submitted(more.result());
      waitedFor = Optional.of(more);
      await(more.end());
    } else if (answer instanceof Tasks.Succeeded done) {
      if (token.isEmpty()) {
        succeedTask(done.result());
      } else {
        submitted(done.result());
      }
    }
  }

  private void submitted(JsonNode result) {
    if (state.resource() instanceof TaskResource.Activity) {
      events.started(result);
    } else {
      events.submitted(result);
    }
    submitted = true;
    cameBackEarly.ifPresent(Runnable::run);
  }

  private void succeedTask(JsonNode result) {
    block().inspect("result", result);
    if (DataLimit.exceeds(result)) {
      failTask(DataLimit.error(state.resource().called()));
    } else {
      events.succeeded(result);
      succeed(result);
    }
  }

  private void failTask(StateError error) {
    events.failed(error);
    fail(error);
  }

  @Override
  void attemptEnded() {
    token.ifPresent(text -> block().run().environment().tokens().end(text));
    token = Optional.empty();
    waitedFor.ifPresent(more -> more.cancel().run());
    waitedFor = Optional.empty();
  }

  /** What comes back with the token; held until the submission is recorded. */
  private final class Token implements WaitingTask {

    @Override
    public void succeed(JsonNode output) {
      comesBack(() -> succeedTask(output));
    }

    @Override
    public void fail(StateError error) {
      comesBack(() -> failTask(error));
    }

    @Override
    public void heartbeat() {
      block().run().turn(whileAttempted(TaskRun.this::startHeartbeat));
    }

    private void comesBack(Runnable outcome) {
      token.ifPresent(text -> block().run().environment().tokens().end(text));
      block()
          .run()
          .turn(
              whileAttempted(
                  () -> {
                    if (submitted) {
                      outcome.run();
                    } else {
                      cameBackEarly = Optional.of(outcome);
                    }
                  }));
    }
  }
}
