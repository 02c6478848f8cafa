package io.farshore.command.operate;

import io.farshore.command.Farshore;
import io.farshore.command.Surroundings;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code farshore status}: which Region is active, and how much of the data is in the other. */
@Command(
    name = "status",
    description = {
      "Which Region is active, how much of the data is in the other one, and what to do next.",
      "Asks both Regions; one that does not answer is named within a few seconds, and the rest is"
          + " shown."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class StatusCommand extends LookCommand {

  StatusCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Found look(Session session, StreamName stream, List<Region> asked) {
    Overview overview = session.registered(stream, asked);
    return new Found(new StatusJson(overview)::json, new StatusText(overview)::lines, Farshore.OK);
  }
}
