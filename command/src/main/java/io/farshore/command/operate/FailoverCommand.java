package io.farshore.command.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.Surroundings;
import io.farshore.core.stream.Region;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code farshore failover}: makes the other Region active, whether or not this one answers. */
@Command(
    name = "failover",
    description = {
      "Makes the standby active, whether or not the active Region answers: for a Region that is"
          + " lost.",
      "Nothing is lost; what was not copied yet is written again by the producers. By hand nobody"
          + " asks whether the Region is impaired. Goes on with an epoch that stays FENCING.",
      "Where both Regions are well use switchover: it repeats nothing."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class FailoverCommand extends MoveCommand {

  @Mixin private TargetRegion to;

  @Mixin private ResumePoints resumePoints;

  @Mixin private Confirmation confirmation;

  FailoverCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int move(Session session, Overview overview, Movement movement) {
    Region target = to.of(session, overview);
    ObjectNode input = movement.input(overview.stream(), target, "failover");
    resumePoints.addTo(input);
    List<String> facts = new ArrayList<>(facts(overview));
    if (!overview.isSilent(session.peer(target))) {
      facts.add("Where both Regions are well, a switchover repeats nothing.");
    }
    confirm(
        confirmation,
        Movement.about(
            overview, "failover to " + target + "; from the fence on there is no way back", facts));
    return movement.make(
        overview, target, "failover-" + target + "-after-" + epoch(overview), input);
  }
}
