package io.farshore.command.bench.coldstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks the JDK's jstat how many classes a JVM has loaded. */
final class LoadedClasses {

  private LoadedClasses() {}

  /** How many; −1 where the JDK has no jstat, or it does not answer. */
  static long of(Path javaHome, Process process) throws IOException, InterruptedException {
    Path jstat = javaHome.resolve("bin/jstat");
    if (!Files.isExecutable(jstat)) {
      return -1;
    }
    Process asking =
        new ProcessBuilder(jstat.toString(), "-class", "" + process.pid())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said =
        new String(asking.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    asking.waitFor();
    String last = said.substring(said.lastIndexOf('\n') + 1).strip();
    String first = last.split("\\s+", 2)[0];
    return first.matches("[0-9]+") ? Long.parseLong(first) : -1;
  }
}
