package io.farshore.command.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.Surroundings;
import io.farshore.core.stream.Region;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code farshore dry-run}: what a move would do, and that it could be done. */
@Command(
    name = "dry-run",
    description = {
      "Says what a failover, a switchover or a resync would do now, where producers would resume,"
          + " and what the vantage points see. Changes nothing.",
      "Without --to a resync is tried out in the active Region. Runs the state machine of the target Region: what it needs is tried out with it."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class DryRunCommand extends MoveCommand {

  /** What is tried out. */
  enum Mode {
    FAILOVER,
    SWITCHOVER,
    RESYNC;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--mode",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}",
      defaultValue = "failover")
  private Mode mode;

  @Mixin private TargetRegion to;

  @Mixin private ResumePoints resumePoints;

  DryRunCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int move(Session session, Overview overview, Movement movement) {
    Region target =
        mode == Mode.RESYNC && !to.isGiven()
            ? answering(overview, overview.active().orElseThrow())
            : to.of(session, overview);
    ObjectNode input = movement.input(overview.stream(), target, mode.toString());
    resumePoints.addTo(input);
    input.put("dryRun", true);
    String name = "dry-run-" + mode + "-" + target + "-" + Starting.stamp(session.now());
    return movement.make(overview, target, name, input);
  }
}
