package io.farshore.command;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command runs.
 *
 * @param environment the process's variables
 * @param terminal the output is a terminal that understands the usual escape sequences
 * @param keyboard what a person types; empty when nobody is there to be asked
 */
public record Surroundings(
    Map<String, String> environment, boolean terminal, Optional<BufferedReader> keyboard) {

  /** Copies the environment. */
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** Nobody to ask, and no terminal. */
  static Surroundings alone(Map<String, String> environment) {
    return new Surroundings(environment, false, Optional.empty());
  }

  /** This process's, as {@code ./farshore} tells of it. */
  static Surroundings ofProcess(Map<String, String> environment) {
    boolean asks = Boolean.getBoolean("farshore.keyboard");
    return new Surroundings(
        environment,
        Boolean.getBoolean("farshore.terminal"),
        asks
            ? Optional.of(
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)))
            : Optional.empty());
  }

  /** The folder of {@code ./farshore}, with the templates and what was built. */
  public static Path home() {
    return Path.of(System.getProperty("farshore.home", "."));
  }
}
