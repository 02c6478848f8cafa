package io.farshore.lab.stepfunctions;

import io.farshore.lab.stepfunctions.execution.ExecutionEnd;
import io.farshore.lab.stepfunctions.execution.ExecutionIdentity;
import io.farshore.lab.stepfunctions.execution.ExecutionRun;
import io.farshore.lab.stepfunctions.execution.HistoryEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** An execution that runs or has ended. Used on the event loop only. */
final class Execution {

  /**
   * What an execution was started with.
   *
   * @param revision the state machine as it was then
   * @param versionArn the version that was named or that an alias chose
   * @param aliasArn the alias that was named
   */
  record Start(
      ExecutionIdentity identity,
      String inputText,
      MachineType type,
      Revision revision,
      Optional<String> versionArn,
      Optional<String> aliasArn) {}

  private final Start start;
  private final BiConsumer<Execution, Instant> onEnd;
  private final ExecutionRun run;
  private final CompletableFuture<Execution> ended = new CompletableFuture<>();
  private Optional<ExecutionEnd> end = Optional.empty();
  private Optional<Instant> endedAt = Optional.empty();

  Execution(
      ExecutionRun.Environment environment, Start start, BiConsumer<Execution, Instant> onEnd) {
    this.start = start;
    this.onEnd = onEnd;
    this.run =
        new ExecutionRun(
            environment,
            start.revision().definition(),
            start.identity(),
            how -> ended(how, environment.loop().wallTime()));
  }

  private void ended(ExecutionEnd how, Instant when) {
    end = Optional.of(how);
    endedAt = Optional.of(when);
    onEnd.accept(this, when);
    ended.complete(this);
  }

  Start start() {
    return start;
  }

  ExecutionIdentity identity() {
    return start.identity();
  }

  String inputText() {
    return start.inputText();
  }

  Revision revision() {
    return start.revision();
  }

  ExecutionRun run() {
    return run;
  }

  /** The events so far, oldest first. */
  List<HistoryEvent> events() {
    return run.history().events();
  }

  /** Ends with the execution. */
  CompletableFuture<Execution> ended() {
    return ended;
  }

  Optional<ExecutionEnd> end() {
    return end;
  }

  Optional<Instant> endedAt() {
    return endedAt;
  }

  String status() {
    return end.map(ExecutionEnd::status).orElse("RUNNING");
  }
}
