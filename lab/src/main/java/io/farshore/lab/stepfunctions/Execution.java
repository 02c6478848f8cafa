package io.farshore.lab.stepfunctions;

import io.farshore.lab.stepfunctions.asl.StateError;
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
   * @param mapRun the map run that started it
   */
  record Start(
      ExecutionIdentity identity,
      String inputText,
      MachineType type,
      Revision revision,
      Optional<String> versionArn,
      Optional<String> aliasArn,
      Optional<MapRunMember> mapRun) {}

  private final Start start;
  private final BiConsumer<Execution, Instant> onEnd;
  private final Optional<ExecutionRun> run;
  private final List<HistoryEvent> events;
  private final ExecutionLog log;
  private final CompletableFuture<Execution> ended = new CompletableFuture<>();
  private Optional<ExecutionEnd> end = Optional.empty();
  private Optional<Instant> endedAt = Optional.empty();

  Execution(
      ExecutionRun.Environment environment,
      Start start,
      ExecutionLog log,
      BiConsumer<Execution, Instant> onEnd) {
    this.start = start;
    this.onEnd = onEnd;
    this.log = log;
    ExecutionRun running =
        new ExecutionRun(
            environment,
            start.revision().definition(),
            start.identity(),
            how -> ended(how, environment.loop().wallTime()));
    running.history().onEvent(log::event);
    this.run = Optional.of(running);
    this.events = running.history().events();
  }

  /** An execution that ended before a restart, or by it. */
  Execution(Start start, List<HistoryEvent> events, ExecutionEnd how, Instant when) {
    this.start = start;
    this.onEnd = (execution, at) -> {};
    this.log = ExecutionLog.none();
    this.run = Optional.empty();
    this.events = List.copyOf(events);
    this.end = Optional.of(how);
    this.endedAt = Optional.of(when);
    this.ended.complete(this);
  }

  private void ended(ExecutionEnd how, Instant when) {
    end = Optional.of(how);
    endedAt = Optional.of(when);
    log.end(how, when);
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

  /** Takes the first turn. */
  void begin() {
    run.ifPresent(running -> running.start(inputText()));
  }

  /** Ends it as {@code StopExecution} does; nothing when it has ended. */
  void stop(StateError error) {
    run.ifPresent(running -> running.stop(error));
  }

  /** The events so far, oldest first. */
  List<HistoryEvent> events() {
    return events;
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
