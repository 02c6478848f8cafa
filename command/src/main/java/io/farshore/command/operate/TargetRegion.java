package io.farshore.command.operate;

import io.farshore.command.CommandFailed;
import io.farshore.command.UnusableInput;
import io.farshore.core.stream.Region;
import picocli.CommandLine.Option;

/** The Region that a move makes active. */
final class TargetRegion {

  @Option(
      names = {"--to", "--region"},
      paramLabel = "REGION",
      description = "the Region to be active; without it the standby")
  private String to;

  boolean isGiven() {
    return to != null;
  }

  /**
   * The Region as given, or the standby.
   *
   * @throws UnusableInput when it is a third one
   * @throws CommandFailed when it does not answer
   */
  Region of(Session session, Overview overview) {
    return MoveCommand.answering(
        overview, to == null ? overview.standby().orElseThrow() : session.oneOf("--to", to));
  }
}
