package io.farshore.simulator;

import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Draws a script. All that is left to chance is drawn here, so that a happening does the same when
 * others are left out.
 */
final class ScriptWriter {

  private static final Instant COMMITS_FROM = Instant.parse("2025-01-01T00:00:00Z");

  private final SplittableRandom random;
  private final Setting setting;
  private final Weather weather;
  private final List<Happening> happenings = new ArrayList<>();
  private final int producers;

  ScriptWriter(SplittableRandom random, Setting setting, Weather weather) {
    this.random = random;
    this.setting = setting;
    this.weather = weather;
    this.producers = setting.foreign() ? 1 : 1 + random.nextInt(2);
  }

  Script write() {
    for (int i = 1; i <= producers; i++) {
      producer("p" + i);
    }
    moves();
    oddities();
    new Disasters(this).write();
    new Combinations(this).write();
    for (int i = 1; i <= producers; i++) {
      changes("p" + i);
    }
    pointByHand();
    return new Script(setting, List.copyOf(happenings));
  }

  Setting setting() {
    return setting;
  }

  int below(int bound) {
    return random.nextInt(Math.max(1, bound));
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Whether a fault is drawn, by its rate. */
  boolean strikes(Fault fault) {
    return random.nextDouble() < weather.rate(fault);
  }

  boolean has(Fault fault) {
    return weather.has(fault);
  }

  Region region() {
    return World.REGIONS.get(below(2));
  }

  String anyProducer() {
    return "p" + (1 + below(producers));
  }

  int producers() {
    return producers;
  }

  /** A time while faults happen, in milliseconds. */
  int anyTime() {
    return below(setting.activeSeconds() * 1_000);
  }

  /**
   * One more happening, at some milliseconds; it counts where its act says that it had an effect.
   */
  void add(long millis, Fault fault, String what, Predicate<Stage> act) {
    add(millis, Optional.of(fault), what, Note.Kind.EVENT, act);
  }

  /** One that is no fault. */
  void add(long millis, String what, Consumer<Stage> act) {
    add(millis, what, Note.Kind.EVENT, act);
  }

  private void add(long millis, String what, Note.Kind kind, Consumer<Stage> act) {
    add(
        millis,
        Optional.empty(),
        what,
        kind,
        stage -> {
          act.accept(stage);
          return true;
        });
  }

  private void add(
      long millis, Optional<Fault> fault, String what, Note.Kind kind, Predicate<Stage> act) {
    if (fault.map(weather::allows).orElse(true)) {
      long at = Math.max(0, millis) * 1_000_000L;
      happenings.add(new Happening(happenings.size(), at, fault, what, kind, act));
    }
  }

  private void producer(String id) {
    Region home = region();
    boolean skewed = weather.has(Fault.CLOCK_SKEW);
    Duration skew = Duration.ofMillis(skewed ? below(4_000) - 2_000 : 0);
    add(0, "producer " + id + " starts near " + home, stage -> stage.producer(id, home, skew));
  }

  /** Few keys, and many changes of one commit timestamp; mostly where something happens. */
  private void changes(String id) {
    boolean busy = setting.climate() == Climate.CROWD;
    int most = busy ? 2 : setting.climate() == Climate.STALE_LEDGER ? 8 : 4;
    int keys = 1 + below(most);
    int count = 5 + below(busy ? 150 : 80);
    double tie = random.nextDouble();
    double crowded = busy ? 1 : random.nextDouble();
    List<Integer> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      times.add(chance(crowded) ? nearAHappening() : anyTime());
    }
    times.sort(null);
    Instant commit = COMMITS_FROM;
    for (int time : times) {
      commit = chance(tie) ? commit : commit.plusSeconds(1);
      Instant at = commit;
      String key = "k" + below(keys);
      add(
          time,
          id + " commits a change of " + key,
          Note.Kind.ROUTINE,
          stage -> stage.commit(id, key, at));
    }
  }

  private int nearAHappening() {
    Happening near = happenings.get(below(happenings.size()));
    int time = (int) (near.atNanos() / 1_000_000L) + below(8_000) - 4_000;
    return Math.max(0, Math.min(setting.activeSeconds() * 1_000 - 1, time));
  }

  /** Starts that are seldom, and a second registration. */
  private void oddities() {
    if (chance(0.1)) {
      Region region = region();
      OtherStarts other = OtherStarts.any(below(100));
      add(anyTime(), other + " in " + region, stage -> stage.machine(region).starts().with(other));
    }
    if (chance(0.03)) {
      Region region = region();
      add(
          anyTime(),
          "the stream is registered in " + region,
          stage -> stage.registerAgain(region, true));
    }
  }

  private void moves() {
    Climate climate = setting.climate();
    int moves = climate.leastMoves() + below(climate.mostMoves() - climate.leastMoves() + 1);
    int time = anyTime() / 4;
    Region target = World.OHIO;
    for (int i = 0; i < moves; i++) {
      move(time, target, mode());
      boolean quick = climate == Climate.FLIPS || chance(0.3);
      time = quick ? time + 4_000 + below(30_000) : anyTime();
      target = chance(0.7) ? World.other(target) : region();
    }
  }

  /** Somebody names a resume point, and means well. */
  private void pointByHand() {
    if (chance(0.2)) {
      Region target = region();
      String id = anyProducer();
      add(
          anyTime(),
          "failover to " + target + " from the end of " + id + "'s log",
          stage -> stage.moveFromTheEnd(target, id));
    }
  }

  private String mode() {
    boolean drains = setting.climate() == Climate.DRAINS;
    return switch (below(10)) {
      case 0, 1, 2 -> "switchover";
      case 3 -> "resync";
      case 4 -> "abandon";
      case 5, 6 ->
          drains ? "switchover" : setting.climate() == Climate.RESHARDING ? "resync" : "failover";
      default -> drains ? "switchover" : "failover";
    };
  }

  /** A start by hand, perhaps twice, perhaps stopped. */
  void move(int millis, Region target, String mode) {
    if (chance(0.08)) {
      add(
          millis,
          "dry run of " + mode + " to " + target,
          stage -> stage.machine(target).starts().dryRun(mode));
    }
    if (chance(0.08)) {
      moveFrom(millis, target, mode);
    } else {
      add(millis, mode + " to " + target, stage -> stage.machine(target).starts().byHand(mode));
    }
    int again = chance(0.5) ? below(300) : below(20_000);
    if (strikes(Fault.STARTED_TWICE)) {
      add(
          millis + again,
          Fault.STARTED_TWICE,
          mode + " to " + target + " again",
          stage -> stage.machine(target).starts().byHand(mode));
    }
    int stopped = below(25_000);
    if (strikes(Fault.EXECUTION_STOPPED)) {
      stop(millis + stopped, target);
    }
  }

  /** A start by hand that says from where on a producer writes again: mostly what is refused. */
  private void moveFrom(int millis, Region target, String mode) {
    ProducerId producer = new ProducerId(anyProducer());
    Instant from = COMMITS_FROM.plusSeconds(chance(0.5) ? below(5) : below(100));
    add(
        millis,
        mode + " to " + target + ", " + producer + " from " + from,
        stage -> stage.machine(target).starts().byHand(mode, producer, from));
  }

  void stop(int millis, Region region) {
    add(
        millis,
        Fault.EXECUTION_STOPPED,
        "executions in " + region + " are stopped",
        stage -> stage.machine(region).stopAll());
  }
}
