package io.farshore.command;

import io.farshore.command.drill.Summary;
import io.farshore.verifier.evidence.EvidenceFolder;
import io.farshore.verifier.evidence.EvidenceUnreadable;
import io.farshore.verifier.report.DrillReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code farshore verify}: judges the evidence of a drill again. */
@Command(
    name = "verify",
    description = {
      "Judges the evidence that \"drill --report DIR\" wrote.",
      "Reads the streams, tables and histories in the folder, and nothing else."
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "the folder of the evidence")
  private Path folder;

  @Override
  public Integer call() {
    DrillReport report;
    try {
      report = DrillReport.of(EvidenceFolder.read(folder));
    } catch (EvidenceUnreadable e) {
      throw new UnusableInput(e.getMessage(), e);
    }
    Summary.of(report).lines().forEach(spec.commandLine().getOut()::println);
    spec.commandLine().getOut().flush();
    return report.verdict().passed() ? Farshore.OK : Farshore.NOT_HELD;
  }
}
