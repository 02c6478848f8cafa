package io.farshore.command.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.Connection;
import io.farshore.command.Surroundings;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands that look once and tell have in common. */
abstract class LookCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Mixin private Connection connection;

  @Mixin private StreamArgument stream;

  @Option(names = "--region", paramLabel = "REGION", description = "ask this Region alone")
  private String only;

  @Option(names = "--json", description = "for machines; docs/commands.md says what it holds")
  private boolean json;

  LookCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * What was found, told in one of two forms.
   *
   * @param json for machines
   * @param lines for people
   */
  record Found(Supplier<ObjectNode> json, Supplier<List<String>> lines, int exitCode) {}

  @Override
  public final Integer call() {
    try (Session session = Session.open(connection, surroundings)) {
      List<Region> asked =
          only == null ? session.regions() : List.of(session.oneOf("--region", only));
      Found found = look(session, session.stream(stream), asked);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(found.json().get().toPrettyString());
      } else {
        found.lines().get().forEach(out::println);
      }
      out.flush();
      return found.exitCode();
    }
  }

  /**
   * Looks.
   *
   * @param asked the Regions that are meant
   */
  abstract Found look(Session session, StreamName stream, List<Region> asked);
}
