package io.farshore.lab.stepfunctions;

import io.farshore.lab.stepfunctions.execution.ExecutionEnd;
import io.farshore.lab.stepfunctions.execution.ExecutionIdentity;
import io.farshore.lab.stepfunctions.execution.ExecutionRun;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;

/** An execution that runs or has ended. Used on the event loop only. */
final class Execution {

  private final ExecutionIdentity identity;
  private final String inputText;
  private final BiConsumer<Execution, Instant> onEnd;
  private final ExecutionRun run;
  private Optional<ExecutionEnd> end = Optional.empty();
  private Optional<Instant> endedAt = Optional.empty();

  Execution(
      ExecutionRun.Environment environment,
      StateMachine machine,
      ExecutionIdentity identity,
      String inputText,
      BiConsumer<Execution, Instant> onEnd) {
    this.identity = identity;
    this.inputText = inputText;
    this.onEnd = onEnd;
    this.run =
        new ExecutionRun(
            environment,
            machine.definition(),
            identity,
            how -> ended(how, environment.loop().wallTime()));
  }

  private void ended(ExecutionEnd how, Instant when) {
    end = Optional.of(how);
    endedAt = Optional.of(when);
    onEnd.accept(this, when);
  }

  ExecutionIdentity identity() {
    return identity;
  }

  String inputText() {
    return inputText;
  }

  ExecutionRun run() {
    return run;
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
