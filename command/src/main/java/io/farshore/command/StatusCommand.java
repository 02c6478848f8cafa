package io.farshore.command;

import io.farshore.aws.AwsAdapters;
import io.farshore.core.checkpoint.ReplicaUnavailable;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.epoch.StreamSettings;
import io.farshore.core.failover.CheckpointReading;
import io.farshore.core.failover.Standing;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.ThreadEventLoop;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code farshore status}: which Region is active, and how much of the data is in the other. */
@Command(
    name = "status",
    description = {
      "Which Region is active, and how much of the data is in the other one.",
      "A Region that does not answer is named, and the rest is shown."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class StatusCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  @Mixin private Connection connection;

  @Parameters(paramLabel = "STREAM", description = "the stream's name")
  private String stream;

  private final List<String> silent = new ArrayList<>();

  /** With the process's environment, for credentials. */
  StatusCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    StreamName name = Arguments.stream(stream);
    List<Region> regions = connection.regions();
    try (ThreadEventLoop loop =
            new ThreadEventLoop("farshore", Clock.systemUTC(), System::nanoTime);
        AwsAdapters aws = connection.open(loop, environment)) {
      Map<Region, Epochs> known = new LinkedHashMap<>();
      for (Region region : regions) {
        ask(loop, region, () -> aws.epochTable(region).epochs(name))
            .ifPresent(epochs -> known.put(region, epochs));
      }
      Epoch inForce = inForce(name, regions, known);
      Region standby = regions.get(regions.get(0).equals(inForce.activeRegion()) ? 1 : 0);
      Optional<Standing> standing =
          Optional.ofNullable(known.get(standby))
              .flatMap(
                  epochs ->
                      ask(
                          loop,
                          standby,
                          () ->
                              new CheckpointReading(aws.checkpointTable(standby), loop)
                                  .read(
                                      name,
                                      CheckpointReading.lastOpened(epochs, Optional.empty()))));
      Map<Region, StreamSettings> settings = new LinkedHashMap<>();
      for (Region region : known.keySet()) {
        ask(loop, region, () -> aws.epochTable(region).settings(name))
            .ifPresent(found -> settings.put(region, found));
      }
      print(new StatusText(name, inForce, standby, standing, settings, silent, loop.wallTime()));
      return Farshore.OK;
    }
  }

  private Epoch inForce(StreamName name, List<Region> regions, Map<Region, Epochs> known) {
    if (known.isEmpty()) {
      throw new UnusableInput(
          "Neither Region answers: "
              + String.join("; ", silent)
              + ". Check --endpoint-url, the credentials and the tables' names");
    }
    return known.values().stream()
        .reduce(Epochs::merge)
        .flatMap(Epochs::inForce)
        .orElseThrow(
            () ->
                new UnusableInput(
                    "The stream %s is not registered in %s or %s; check the name, or: farshore register %s --active REGION"
                        .formatted(name, regions.get(0), regions.get(1), name)));
  }

  private <T> Optional<T> ask(
      ThreadEventLoop loop, Region region, Supplier<CompletableFuture<T>> question) {
    try {
      return Optional.of(loop.await(question));
    } catch (ReplicaUnavailable e) {
      String said = region + " does not answer (" + e.getMessage() + ")";
      if (silent.stream().noneMatch(line -> line.startsWith(region.name()))) {
        silent.add(said);
      }
      return Optional.empty();
    }
  }

  private void print(StatusText text) {
    PrintWriter out = spec.commandLine().getOut();
    text.lines().forEach(out::println);
    out.flush();
  }
}
