package io.farshore.command.operate;

import io.farshore.command.Arguments;
import io.farshore.command.UnusableInput;
import io.farshore.core.stream.Region;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What pausing and resuming both take. */
final class PauseOptions {

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "only failover to this Region; without it to both")
  private String only;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "who; without it the user of this machine")
  private String by;

  @Option(names = "--json", description = "for machines; docs/commands.md says what it holds")
  private boolean json;

  /**
   * The Regions that are meant.
   *
   * @throws UnusableInput for a third one
   */
  List<Region> regions(Session session) {
    return only == null ? session.regions() : List.of(session.oneOf("--region", only));
  }

  String by() {
    return Arguments.who(Optional.ofNullable(by));
  }

  boolean json() {
    return json;
  }
}
