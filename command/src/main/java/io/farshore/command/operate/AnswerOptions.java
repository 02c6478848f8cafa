package io.farshore.command.operate;

import io.farshore.command.UnusableInput;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which question is answered. */
final class AnswerOptions {

  @Option(
      names = "--execution",
      paramLabel = "NAME",
      description = "that waits; without it the only one")
  private String execution;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description =
          "the task token of the message; then nothing is looked up, and nothing followed")
  private String token;

  Optional<String> token() {
    return Optional.ofNullable(token);
  }

  /**
   * The execution that is meant.
   *
   * @param waiting those that wait
   * @throws UnusableInput when none waits, or none of that name, or several do
   */
  Machine.Running chosen(Overview overview, List<Machine.Running> waiting) {
    if (waiting.isEmpty()) {
      throw new UnusableInput(
          "Nothing waits for an approval"
              + overview.silences().stream().map(line -> "; but " + line).findFirst().orElse(""));
    }
    List<Machine.Running> meant =
        waiting.stream()
            .filter(running -> execution == null || running.run().name().equals(execution))
            .toList();
    if (meant.size() == 1) {
      return meant.get(0);
    }
    throw new UnusableInput(
        (execution == null
                ? "Several wait for an approval; say --execution "
                : "The execution " + execution + " does not wait for an approval; there wait ")
            + waiting.stream()
                .map(running -> running.run().name())
                .collect(Collectors.joining(", ")));
  }
}
