package io.farshore.command.operate;

import io.farshore.command.Connection;
import io.farshore.command.Farshore;
import io.farshore.command.Surroundings;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
public final class StatusCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Mixin private Connection connection;

  @Mixin private StreamArgument stream;

  @Option(names = "--region", paramLabel = "REGION", description = "ask this Region alone")
  private String only;

  @Option(names = "--json", description = "for machines; docs/commands.md says what it holds")
  private boolean json;

  StatusCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try (Session session = Session.open(connection, surroundings)) {
      List<Region> asked =
          only == null ? session.regions() : List.of(session.oneOf("--region", only));
      StreamName name = session.stream(stream);
      Overview overview = session.registered(name, asked);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(new StatusJson(overview).json().toPrettyString());
      } else {
        new StatusText(overview).lines().forEach(out::println);
      }
      out.flush();
      return Farshore.OK;
    }
  }
}
