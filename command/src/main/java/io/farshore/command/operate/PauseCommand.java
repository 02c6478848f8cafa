package io.farshore.command.operate;

import io.farshore.command.Connection;
import io.farshore.command.Surroundings;
import io.farshore.core.epoch.StreamSettings;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farshore pause}: alarms start no failover, until it is resumed. */
@Command(
    name = "pause",
    description = {
      "Pauses automatic failover: an alarm that starts the state machine is refused. By hand"
          + " everything goes on as always.",
      "An execution that runs already is not stopped."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class PauseCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Mixin private Connection connection;

  @Mixin private StreamArgument stream;

  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "why")
  private String reason;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "when it ends by itself: 30m, 2h, 1d, or 2026-01-31T12:00:00Z")
  private String until;

  @Mixin private PauseOptions options;

  PauseCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try (Session session = Session.open(connection, surroundings)) {
      List<Region> regions = options.regions(session);
      Optional<Instant> end =
          Optional.ofNullable(until).map(text -> Times.ahead("--until", text, session.now()));
      StreamName name = session.stream(stream);
      Overview before = session.registered(name, session.regions());
      StreamSettings settings =
          new StreamSettings(true, Optional.of(options.by()), Optional.of(reason), end);
      return new PauseSetting(session, name, settings, options.by(), Optional.of(reason))
          .set(before, regions, spec.commandLine().getOut(), options.json());
    }
  }
}
