package io.farshore.command.operate;

import io.farshore.command.Arguments;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What every command takes that starts the state machine. */
final class MoveOptions {

  @Option(names = "--reason", paramLabel = "TEXT", description = "why; kept in the history")
  private String reason;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "who; kept in the history; without it the user of this machine")
  private String by;

  @Option(names = "--no-wait", description = "start it, and do not follow it to its end")
  private boolean noWait;

  @Option(names = "--json", description = "for machines; docs/commands.md says what it holds")
  private boolean json;

  @Option(
      names = "--state-machine-arn",
      paramLabel = "ARN",
      description =
          "of the Region's state machine; without it the stream's functions there are asked for it")
  private String stateMachineArn;

  Optional<String> reason() {
    return Optional.ofNullable(reason).filter(text -> !text.isBlank());
  }

  String by() {
    return Arguments.who(Optional.ofNullable(by));
  }

  boolean follows() {
    return !noWait;
  }

  boolean json() {
    return json;
  }

  Optional<String> stateMachineArn() {
    return Optional.ofNullable(stateMachineArn);
  }
}
