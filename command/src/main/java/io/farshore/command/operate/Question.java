package io.farshore.command.operate;

import io.farshore.command.Surroundings;
import io.farshore.command.UnusableInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Asks a person before what can't be undone. */
final class Question {

  private final Surroundings surroundings;
  private final PrintWriter out;

  /** Asks on {@code out}. */
  Question(Surroundings surroundings, PrintWriter out) {
    this.surroundings = surroundings;
    this.out = out;
  }

  /**
   * Shows what would happen, and waits for "yes".
   *
   * @throws UnusableInput when nobody can be asked, or the answer is not yes; nothing was changed
   */
  void mustBeYes(List<String> about) {
    if (surroundings.keyboard().isEmpty()) {
      throw new UnusableInput(
          "This can't be undone, and nobody can be asked here (no terminal); say --yes. Nothing was"
              + " changed");
    }
    about.forEach(out::println);
    out.print("Go ahead? Type yes: ");
    out.flush();
    String answer;
    try {
      answer = surroundings.keyboard().get().readLine();
    } catch (IOException e) {
      throw new UnusableInput("The answer can't be read; say --yes. Nothing was changed", e);
    }
    if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).equals("yes")) {
      throw new UnusableInput("Not confirmed. Nothing was changed");
    }
  }
}
