package io.farshore.command.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.Surroundings;
import io.farshore.command.UnusableInput;
import io.farshore.core.stream.Region;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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

  @Option(
      names = {"--to", "--region"},
      paramLabel = "REGION",
      description = "the Region to be active; without it the standby")
  private String to;

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

  FailoverCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int move(Session session, Overview overview, Movement movement) {
    Region target = target(session, overview, to);
    ObjectNode input = movement.input(overview.stream(), target, "failover");
    addResumePoints(input, resumeFrom);
    List<String> facts = new ArrayList<>(facts(overview));
    if (!overview.isSilent(session.peer(target))) {
      facts.add("Where both Regions are well, a switchover repeats nothing.");
    }
    confirm(
        yes,
        Movement.about(
            overview, "failover to " + target + "; from the fence on there is no way back", facts));
    return movement.make(
        overview, target, "failover-" + target + "-after-" + epoch(overview), input);
  }

  static void addResumePoints(ObjectNode input, Map<String, String> resumeFrom) {
    if (resumeFrom.isEmpty()) {
      return;
    }
    ObjectNode points = input.putObject("resumeFrom");
    resumeFrom.forEach(
        (producer, time) -> {
          try {
            points.putObject(producer).put("commitTimestamp", Instant.parse(time).toString());
          } catch (DateTimeParseException e) {
            throw new UnusableInput(
                "--resume-from %s=%s is not an instant; write it as 2026-01-31T12:00:00Z"
                    .formatted(producer, time),
                e);
          }
        });
  }
}
