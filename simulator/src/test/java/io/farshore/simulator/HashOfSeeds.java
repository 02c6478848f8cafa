package io.farshore.simulator;

import java.io.IOException;
import java.nio.file.Path;

/** Prints the hashes of some runs, for another JDK. */
final class HashOfSeeds {

  private HashOfSeeds() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println(of(Path.of(arguments[0])));
  }

  static String of(Path stateMachine) throws IOException {
    Simulation simulation = new Simulation(stateMachine, Fault.all(), Sabotage.NONE);
    StringBuilder hashes = new StringBuilder();
    for (long seed = 1; seed <= 6; seed++) {
      hashes.append(Long.toHexString(simulation.run(seed, false).hash())).append(' ');
    }
    return hashes.toString().strip();
  }
}
