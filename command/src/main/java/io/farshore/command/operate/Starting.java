package io.farshore.command.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.CommandFailed;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

/**
 * Starts an execution by a name that tells what it is for: two people, or a call whose answer was
 * lost, start it once.
 */
final class Starting {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Executions executions;
  private final String stateMachineArn;

  Starting(Executions executions, String stateMachineArn) {
    this.executions = executions;
    this.stateMachineArn = stateMachineArn;
  }

  /**
   * What came of it.
   *
   * @param arn of the execution
   * @param already somebody else had started it, and it runs
   */
  record Started(String arn, boolean already) {}

  /**
   * Starts it, or finds the one of this name that runs. One that has ended leaves the name taken;
   * then the time is added.
   *
   * @param name such as {@code failover-us-east-2-after-1}
   * @throws CommandFailed when the Region refuses, or does not answer
   */
  Started start(String name, ObjectNode input, Instant now) {
    try {
      return new Started(executions.start(stateMachineArn, name, input.toString()), false);
    } catch (ExecutionAlreadyExistsException taken) {
      return runningOrAnew(name, input, now);
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  private Started runningOrAnew(String name, ObjectNode input, Instant now) {
    try {
      Run run = executions.describe(arn(name));
      if (run.isRunning()) {
        return new Started(run.arn(), true);
      }
      String anew = name + "-" + stamp(now);
      return new Started(executions.start(stateMachineArn, anew, input.toString()), false);
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  static String stamp(Instant now) {
    return STAMP.format(now);
  }

  private String arn(String name) {
    return stateMachineArn.replace(":stateMachine:", ":execution:") + ":" + name;
  }

  private CommandFailed failed(SdkException e) {
    Trouble trouble = Trouble.of(e);
    return new CommandFailed(
        "The state machine in "
            + executions.region()
            + " was not started: "
            + trouble.text()
            + (trouble.kind() == Trouble.Kind.UNREACHABLE
                ? ". An answer may have been lost: look with ./farshore status, and start again;"
                    + " the same name starts it once"
                : ""),
        e);
  }
}
