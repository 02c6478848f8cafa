package io.farshore.command.bench.results;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether a measurement is kept for the page of all results, and under which name. */
public final class KeepOption {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--keep",
      paramLabel = "NAME",
      description = "keep it for bench/RESULTS.md, as bench/results/NAME.json")
  private String name;

  /** Tells of what was measured. */
  @FunctionalInterface
  public interface Measured {
    /**
     * The section.
     *
     * @param recordedAt when it is kept
     * @param command that measured it
     */
    Section section(Instant recordedAt, String command);
  }

  /**
   * Keeps it when that was asked for; what was kept by that name is replaced.
   *
   * @param home the folder that has {@code bench}
   * @throws IOException when it can't be written
   */
  public void keep(Path home, Measured measured) throws IOException {
    if (name != null) {
      String command =
          "./farshore "
              + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
      measured
          .section(Clock.systemUTC().instant(), command)
          .write(home.resolve("bench/results"), name);
    }
  }
}
