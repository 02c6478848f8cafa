package io.farshore.command.bench;

import io.farshore.command.Farshore;
import io.farshore.command.Surroundings;
import io.farshore.command.UnusableInput;
import io.farshore.command.bench.results.ResultsPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farshore bench report}: all kept measurements on one page. */
@Command(
    name = "report",
    description = "Puts the kept measurements, bench/results/*.json, together as bench/RESULTS.md.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "that has results/, and gets RESULTS.md; default: bench beside ./farshore")
  private Path folder;

  @Override
  public Integer call() {
    Path home = Surroundings.home();
    Path bench = folder == null ? home.resolve("bench") : folder;
    Path page = bench.resolve("RESULTS.md");
    try {
      Files.writeString(page, new ResultsPage(bench.resolve("results"), "results/").markdown());
    } catch (IOException e) {
      throw new UnusableInput("The results can't be put together: " + e.getMessage(), e);
    }
    spec.commandLine().getOut().println(page);
    return Farshore.OK;
  }
}
