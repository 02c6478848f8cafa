package io.farshore.command;

import io.farshore.simulator.Sabotage;
import io.farshore.simulator.Seeds;
import io.farshore.simulator.Simulation;
import java.io.IOException;
import java.io.PrintWriter;

/** The table of the wrong versions: which seed catches each one, and by which letter. */
final class SabotageTable {

  private static final long MOST_SEEDS = 1_000;

  private final PrintWriter out;
  private final Simulations simulations;
  private final int jobs;
  private boolean missed;

  /** Of what is to be simulated. */
  SabotageTable(PrintWriter out, Simulations simulations, int jobs) {
    this.out = out;
    this.simulations = simulations;
    this.jobs = jobs;
  }

  /** Makes the simulation of a wrong version. */
  @FunctionalInterface
  interface Simulations {
    Simulation of(Sabotage wrong) throws IOException;
  }

  /** Prints it; false when one is neither caught nor known to be covered. */
  boolean print() throws Exception {
    out.println("| sabotage | seeds | letter |");
    out.println("|---|---|---|");
    for (Sabotage each : Sabotage.wrong()) {
      out.println("| `" + each.label() + "` | " + caught(each) + " |");
      out.flush();
    }
    return !missed;
  }

  private String caught(Sabotage wrong) throws Exception {
    if (wrong.proof().isPresent()) {
      return "none | [why](" + wrong.proof().get().replace("docs/", "") + ")";
    }
    String[] found = {""};
    new Seeds(() -> simulations.of(wrong), jobs)
        .run(
            1,
            MOST_SEEDS,
            result -> {
              result.letter().ifPresent(letter -> found[0] = result.seed() + " | " + letter);
              return result.letter().isEmpty();
            });
    if (found[0].isEmpty()) {
      missed = true;
      return "more than " + MOST_SEEDS + " | none";
    }
    return found[0];
  }
}
