package io.farshore.command.operate;

import io.farshore.command.Arguments;
import io.farshore.command.Connection;
import io.farshore.command.Farshore;
import io.farshore.command.Surroundings;
import io.farshore.core.stream.StreamName;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farshore watch}: the status, live. */
@Command(
    name = "watch",
    description = {
      "The status, live, until Ctrl-C: on a terminal the screen is written anew once a second;"
          + " otherwise a line for each change.",
      "Watching changes nothing, and ending it stops nothing."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class WatchCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Mixin private Connection connection;

  @Mixin private StreamArgument stream;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      description = "between two looks; default ${DEFAULT-VALUE}",
      defaultValue = "1")
  private int seconds;

  @Option(names = "--times", paramLabel = "N", description = "end after so many looks")
  private long times = Long.MAX_VALUE;

  @Option(names = "--json", description = "a line of JSON for each look, as status --json")
  private boolean json;

  WatchCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Arguments.atLeast("--interval", seconds, 1);
    Arguments.atLeast("--times", times, 1);
    PrintWriter out = spec.commandLine().getOut();
    try (Session session = Session.open(connection, surroundings)) {
      StreamName name = session.stream(stream);
      Overview overview = session.registered(name, session.regions());
      WatchView view =
          json
              ? new WatchView.Json(out)
              : surroundings.terminal() ? new WatchView.Live(out) : new WatchView.Lines(out);
      view.first(overview);
      for (long look = 1; look < times && !Thread.currentThread().isInterrupted(); look++) {
        waitUntil(session, overview.now().plusSeconds(seconds));
        overview = session.overview(name);
        view.next(overview);
      }
    }
    return Farshore.OK;
  }

  private static void waitUntil(Session session, Instant due) {
    while (session.now().isBefore(due) && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(Duration.between(session.now(), due).toNanos());
    }
  }
}
