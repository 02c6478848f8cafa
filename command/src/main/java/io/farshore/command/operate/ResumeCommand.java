package io.farshore.command.operate;

import io.farshore.command.Connection;
import io.farshore.command.Surroundings;
import io.farshore.core.epoch.StreamSettings;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farshore resume}: ends a pause of automatic failover. */
@Command(
    name = "resume",
    description = "Ends a pause: alarms may start a failover again, where that is switched on.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ResumeCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Mixin private Connection connection;

  @Mixin private StreamArgument stream;

  @Option(names = "--reason", paramLabel = "TEXT", description = "why; kept in the history")
  private String reason;

  @Mixin private PauseOptions options;

  ResumeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try (Session session = Session.open(connection, surroundings)) {
      List<Region> regions = options.regions(session);
      StreamName name = session.stream(stream);
      Overview before = session.registered(name, session.regions());
      return new PauseSetting(
              session, name, StreamSettings.NONE, options.by(), Optional.ofNullable(reason))
          .set(before, regions, spec.commandLine().getOut(), options.json());
    }
  }
}
