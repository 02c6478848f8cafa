package io.farshore.command.operate;

import io.farshore.command.Surroundings;
import io.farshore.core.stream.Region;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farshore switchover}: a planned move, both Regions well. */
@Command(
    name = "switchover",
    description = {
      "Makes the standby active, planned, both Regions well: producers drain first, so nothing is"
          + " lost and nothing repeats.",
      "Refused when a Region does not answer or the replication is far behind. Until the drain is"
          + " done it can be taken back: farshore abort."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class SwitchoverCommand extends MoveCommand {

  @Option(
      names = {"--to", "--region"},
      paramLabel = "REGION",
      description = "the Region to be active; without it the standby")
  private String to;

  @Option(
      names = {"-y", "--yes"},
      description = "do not ask")
  private boolean yes;

  SwitchoverCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int move(Session session, Overview overview, Movement movement) {
    Region target = target(session, overview, to);
    confirm(
        yes,
        Movement.about(
            overview,
            "switchover to " + target + "; producers stop while it drains",
            facts(overview)));
    return movement.make(
        overview,
        target,
        "switchover-" + target + "-after-" + epoch(overview),
        movement.input(overview.stream(), target, "switchover"));
  }
}
