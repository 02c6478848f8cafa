package io.farshore.simulator;

import io.farshore.core.stream.Region;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs the whole system by seed, on a virtual clock, in the caller's thread. A seed decides
 * everything; the same one gives the same events. Not thread-safe.
 */
public final class Simulation {

  private final Map<Region, Definition> compiled;
  private final Set<Fault> faults;
  private final Sabotage sabotage;

  /**
   * A simulation.
   *
   * @param stateMachine the file {@code failover.asl.json}
   * @param faults which may happen
   * @throws IOException when the file can't be read
   */
  public Simulation(Path stateMachine, Set<Fault> faults, Sabotage sabotage) throws IOException {
    this.compiled =
        Map.of(World.EAST, new Definition(stateMachine), World.OHIO, new Definition(stateMachine));
    this.faults = Set.copyOf(faults);
    this.sabotage = sabotage;
  }

  /**
   * One run.
   *
   * @param timeline whether to keep one
   */
  public RunResult run(long seed, boolean timeline) {
    World world = new World(seed, faults, sabotage, timeline);
    Schedule schedule = new Schedule(world, compiled);
    try {
      schedule.run();
    } catch (Violation e) {
      world.report(e);
    }
    Optional<Violation> found = world.violation();
    return new RunResult(
        seed,
        found.map(Violation::letter),
        found.map(Violation::getMessage),
        world.time().hash(),
        world.time().count(),
        world.invariants().opened() - 1,
        world.faults(),
        world.weather().rates(),
        world.reached(),
        world.notes());
  }
}
