package io.farshore.simulator;

import io.farshore.core.stream.Region;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Runs the whole system by seed, on a virtual clock, in the caller's thread. A seed decides
 * everything; the same one gives the same events. Not thread-safe.
 */
public final class Simulation {

  private final Map<Region, Definition> compiled;
  private final Set<Fault> faults;
  private final Sabotage sabotage;
  private final long mostEvents;
  private final List<Happening> besides = new ArrayList<>();

  /**
   * A simulation.
   *
   * @param stateMachine the file {@code failover.asl.json}
   * @param faults which may happen
   * @throws IOException when the file can't be read
   */
  public Simulation(Path stateMachine, Set<Fault> faults, Sabotage sabotage) throws IOException {
    this(stateMachine, faults, sabotage, Long.MAX_VALUE);
  }

  /**
   * One whose runs are bounded.
   *
   * @param mostEvents after so many events all is healed
   * @throws IOException when the file can't be read
   */
  public Simulation(Path stateMachine, Set<Fault> faults, Sabotage sabotage, long mostEvents)
      throws IOException {
    this.compiled =
        Map.of(World.EAST, new Definition(stateMachine), World.OHIO, new Definition(stateMachine));
    this.faults = Set.copyOf(faults);
    this.sabotage = sabotage;
    this.mostEvents = mostEvents;
  }

  /**
   * One run.
   *
   * @param timeline whether to keep one
   */
  public RunResult run(long seed, boolean timeline) {
    return run(seed, timeline, Cut.NONE);
  }

  /**
   * One run without something.
   *
   * @param timeline whether to keep one
   * @param cut what is left out
   */
  public RunResult run(long seed, boolean timeline, Cut cut) {
    try {
      return drawAndPlay(seed, timeline, cut);
    } catch (RuntimeException e) {
      return RunResult.ofNone(seed, e);
    }
  }

  private RunResult drawAndPlay(long seed, boolean timeline, Cut cut) {
    SplittableRandom random = new SplittableRandom(seed);
    Climate climate = Climate.values()[random.nextInt(Climate.values().length)];
    long forWeather = random.nextLong();
    Weather forecast =
        new Weather(new SplittableRandom(forWeather), climate, faults, Long.MAX_VALUE);
    Setting setting = Setting.draw(random.split(), climate, forecast);
    Script script = new ScriptWriter(random.split(), setting, forecast).write().and(besides);
    Set<Fault> left = EnumSet.noneOf(Fault.class);
    faults.stream().filter(fault -> !cut.faults().contains(fault)).forEach(left::add);
    Weather weather =
        new Weather(new SplittableRandom(forWeather), climate, left, cut.mostStrikes());
    World world = new World(random.split(), setting, weather, sabotage, timeline);
    return play(seed, script, cut, world);
  }

  /** For tests: in every run this happens as well. */
  Simulation besides(Happening more) {
    besides.add(more);
    return this;
  }

  /** Plays a script that somebody wrote; nothing else goes wrong. */
  RunResult play(Script script) {
    Weather calm = new Weather(new SplittableRandom(1), Climate.MIXED, Set.of(), Long.MAX_VALUE);
    World world = new World(new SplittableRandom(1), script.setting(), calm, sabotage, true);
    return play(0, script, Cut.NONE, world);
  }

  private RunResult play(long seed, Script script, Cut cut, World world) {
    if (script.setting().trims()) {
      world.weather().count(Fault.TRIMMED);
    }
    if (script.setting().skews().values().stream().anyMatch(skew -> !skew.isZero())) {
      world.weather().count(Fault.CLOCK_SKEW);
    }
    Stage stage = new Stage(world, compiled);
    Optional<RuntimeException> threw = Optional.empty();
    try {
      new Run(world, stage, mostEvents).play(script, cut);
    } catch (Violation e) {
      world.report(e);
    } catch (RuntimeException e) {
      world.note("VIOLATION", () -> "threw " + e.getClass().getName());
      threw = Optional.of(e);
    }
    Optional<Violation> found = world.violation();
    Map<String, Long> reached = new TreeMap<>(world.reached());
    reached.put("climate " + script.setting().climate(), 1L);
    return new RunResult(
        seed,
        found.map(Violation::letter),
        found.map(Violation::getMessage),
        threw,
        world.time().hash(),
        world.time().count(),
        world.invariants().opened() - 1,
        world.faults(),
        world.weather().rates(),
        world.weather().strikes(),
        reached,
        script.happenings().size(),
        script.after(cut).stream()
            .map(Happening::scheduled)
            .sorted(Comparator.comparingLong(Note::atNanos))
            .toList(),
        world.notes());
  }
}
