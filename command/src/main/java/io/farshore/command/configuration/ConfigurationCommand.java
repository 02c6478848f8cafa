package io.farshore.command.configuration;

import io.farshore.command.Farshore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code farshore configuration}: prints the reference page. */
@Command(
    name = "configuration",
    description = "Prints every parameter and variable: type, default, range, what it is.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ConfigurationCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(ConfigurationPage.text());
    spec.commandLine().getOut().flush();
    return Farshore.OK;
  }
}
