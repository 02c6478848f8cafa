package io.farshore.command.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.Surroundings;
import io.farshore.core.stream.Region;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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

  @Option(
      names = "--resume-from",
      paramLabel = "PRODUCER=TIME",
      description =
          "a producer resumes from there (2026-01-31T12:00:00Z), which may only be earlier than its"
              + " watermark; may be given several times")
  private Map<String, String> resumeFrom = Map.of();

  @Option(
      names = {"-y", "--yes"},
      description = "do not ask")
  private boolean yes;

  ResyncCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int move(Session session, Overview overview, Movement movement) {
    Region active = answering(overview, overview.active().orElseThrow());
    ObjectNode input = movement.input(overview.stream(), active, "resync");
    FailoverCommand.addResumePoints(input, resumeFrom);
    confirm(
        yes,
        Movement.about(
            overview,
            "resync in " + active + "; producers rewind, and records repeat from the watermark on",
            facts(overview)));
    return movement.make(overview, active, "resync-" + active + "-after-" + epoch(overview), input);
  }
}
