package io.farshore.command.operate;

import io.farshore.command.Surroundings;
import io.farshore.core.stream.Region;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

  @Mixin private TargetRegion to;

  @Mixin private Confirmation confirmation;

  SwitchoverCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int move(Session session, Overview overview, Movement movement) {
    Region target = to.of(session, overview);
    confirm(
        confirmation,
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
