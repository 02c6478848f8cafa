package io.farshore.command.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.Surroundings;
import io.farshore.core.stream.Region;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code farshore resync}: a new epoch in the Region that is active, after a gap. */
@Command(
    name = "resync",
    description = {
      "A new epoch in the Region that is active: producers rewind to the watermark, and everything"
          + " from there on is written and copied again.",
      "For a gap: records that left the source before they were copied. The change logs must reach"
          + " back to the watermark."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ResyncCommand extends MoveCommand {

  @Mixin private ResumePoints resumePoints;

  @Mixin private Confirmation confirmation;

  ResyncCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int move(Session session, Overview overview, Movement movement) {
    Region active = answering(overview, overview.active().orElseThrow());
    ObjectNode input = movement.input(overview.stream(), active, "resync");
    resumePoints.addTo(input);
    confirm(
        confirmation,
        Movement.about(
            overview,
            "resync in " + active + "; producers rewind, and records repeat from the watermark on",
            facts(overview)));
    return movement.make(overview, active, "resync-" + active + "-after-" + epoch(overview), input);
  }
}
