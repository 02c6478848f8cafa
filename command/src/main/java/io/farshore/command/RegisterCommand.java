package io.farshore.command;

import io.farshore.aws.AwsAdapters;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.failover.FirstEpoch;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.ThreadEventLoop;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code farshore register}: opens the first epoch of a stream. */
@Command(
    name = "register",
    description = {
      "Opens the first epoch of a stream, once: from then on its producers write to the active"
          + " Region.",
      "Refused when either Region knows an epoch already, or can't be asked."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RegisterCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  @Mixin private Connection connection;

  @Parameters(paramLabel = "STREAM", description = "the stream's name, the same in both Regions")
  private String stream;

  @Option(
      names = "--active",
      paramLabel = "REGION",
      required = true,
      description = "the Region that producers write to")
  private String active;

  /** With the process's environment, for credentials. */
  RegisterCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    StreamName name = Arguments.stream(stream);
    List<Region> regions = connection.regions();
    Region own = Arguments.oneOf("--active", active, regions);
    Region peer = regions.get(regions.get(0).equals(own) ? 1 : 0);
    try (ThreadEventLoop loop =
            new ThreadEventLoop("farshore", Clock.systemUTC(), System::nanoTime);
        AwsAdapters aws = connection.open(loop, environment)) {
      FirstEpoch opening = aws.firstEpoch(name, own, peer);
      return tell(name, loop.await(() -> opening.open(whoAmI(), Optional.of("registered"))));
    }
  }

  private static String whoAmI() {
    return "register by " + Arguments.who(Optional.empty());
  }

  private Integer tell(StreamName name, FirstEpoch.Result result) {
    PrintWriter out = spec.commandLine().getOut();
    if (result instanceof FirstEpoch.Result.Registered registered) {
      Epoch epoch = registered.epoch();
      out.println(
          name
              + " is registered: epoch "
              + epoch.id()
              + ", "
              + epoch.shards().size()
              + " shards. Start its producers; then look at: farshore status "
              + name);
      out.flush();
      return Farshore.OK;
    }
    throw new UnusableInput(((FirstEpoch.Result.Refused) result).message());
  }
}
