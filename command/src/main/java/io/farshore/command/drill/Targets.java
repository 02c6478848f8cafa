package io.farshore.command.drill;

import io.farshore.command.Arguments;
import io.farshore.command.UnusableInput;
import io.farshore.verifier.evidence.EvidenceFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a drill writes: checked before it begins, since nobody likes to find out a minute later.
 */
final class Targets {

  private Targets() {}

  /**
   * Makes sure that both can be written.
   *
   * @throws UnusableInput naming the option and the fix
   */
  static void check(Optional<Path> json, Optional<Path> report) {
    json.ifPresent(file -> Arguments.writable("--json", file));
    report.map(Path::toAbsolutePath).ifPresent(Targets::checkFolder);
  }

  private static void checkFolder(Path folder) {
    try {
      Files.createDirectories(folder);
      Path trial = Files.createTempFile(folder, ".trial", "");
      Files.delete(trial);
    } catch (IOException | SecurityException e) {
      throw new UnusableInput(
          "--report " + folder + " can't be written; name a folder that you may write to", e);
    }
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.findAny().isPresent() && !Files.exists(folder.resolve(EvidenceFolder.REPORT))) {
        throw new UnusableInput(
            "--report "
                + folder
                + " holds other files; name an empty folder, a new one, or an earlier report");
      }
    } catch (IOException e) {
      throw new UnusableInput("--report " + folder + " can't be read: " + e.getMessage(), e);
    }
  }
}
