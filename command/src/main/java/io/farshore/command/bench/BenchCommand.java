package io.farshore.command.bench;

import io.farshore.command.bench.coldstart.ColdStartCommand;
import io.farshore.command.bench.failover.FailoverBenchCommand;
import io.farshore.command.bench.replicate.ReplicateCommand;
import io.farshore.command.bench.scale.ScaleCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code farshore bench}: measures Farshore in the lab, on this machine. */
@Command(
    name = "bench",
    description = "Measures Farshore in the lab, on this machine.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = {
      ReplicateCommand.class,
      ScaleCommand.class,
      FailoverBenchCommand.class,
      ColdStartCommand.class,
      ReportCommand.class
    })
public final class BenchCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Which one? One of " + String.join(", ", spec.subcommands().keySet()) + ".");
  }
}
