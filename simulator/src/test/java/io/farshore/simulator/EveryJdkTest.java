package io.farshore.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EveryJdkTest {

  private static final Path INSTALLED = Path.of("/usr/lib/jvm");

  /** Those of another feature release than the one that runs this. */
  private static List<Path> others() throws IOException {
    if (!Files.isDirectory(INSTALLED)) {
      return List.of();
    }
    try (Stream<Path> homes = Files.list(INSTALLED)) {
      return homes
          .filter(home -> Files.isExecutable(home.resolve("bin/java")))
          .filter(home -> !version(home).startsWith(Runtime.version().feature() + "."))
          .sorted()
          .toList();
    }
  }

  private static String version(Path home) {
    try {
      return Files.readAllLines(home.resolve("release")).stream()
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.replaceAll("[^0-9.]", "") + ".")
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return Runtime.version().feature() + ".";
    }
  }

  @Test
  @DisplayName("a seed gives the same events on every JDK that is installed here")
  void sameHash() throws Exception {
    List<Path> others = others();
    assumeFalse(others.isEmpty(), "there is no other JDK here");
    Path file = Path.of(System.getProperty("farshore.root"), "statemachines/failover.asl.json");
    String here = HashOfSeeds.of(file);
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    for (Path other : others) {
      Process process =
          new ProcessBuilder(
                  other.resolve("bin/java").toString(),
                  "-cp",
                  classes,
                  HashOfSeeds.class.getName(),
                  file.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String there =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(process.waitFor()).as("exit code on %s", other).isZero();
      assertThat(there).as("hashes on %s", other).isEqualTo(here);
    }
  }
}
