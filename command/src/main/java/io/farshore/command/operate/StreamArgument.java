package io.farshore.command.operate;

import io.farshore.command.UnusableInput;
import io.farshore.core.stream.StreamName;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The stream that a command is about. */
final class StreamArgument {

  @Parameters(
      arity = "0..1",
      paramLabel = "STREAM",
      description = "the stream's name; without it $STREAM_NAME, or the only one registered")
  private String positional;

  @Option(names = "--stream", paramLabel = "NAME", description = "the same")
  private String named;

  /**
   * What was given, or stands in the environment.
   *
   * @throws UnusableInput when it can't be a stream's name, or two are given
   */
  Optional<StreamName> given(String fromEnvironmentOrNull) {
    if (positional != null && named != null && !positional.equals(named)) {
      throw new UnusableInput(
          "STREAM is %s and --stream is %s; give one".formatted(positional, named));
    }
    String name = positional != null ? positional : named != null ? named : fromEnvironmentOrNull;
    try {
      return Optional.ofNullable(name).filter(text -> !text.isBlank()).map(StreamName::new);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput("STREAM: " + e.getMessage(), e);
    }
  }
}
