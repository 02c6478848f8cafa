package io.farshore.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.verifier.judge.Letter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A schedule written by hand: what happens at which second. Nothing else goes wrong. */
final class Scenario {

  static final Region EAST = World.EAST;
  static final Region OHIO = World.OHIO;

  private static final Instant COMMITS_FROM = Instant.parse("2025-01-01T00:00:00Z");

  private final List<Happening> happenings = new ArrayList<>();
  private Setting setting;

  Scenario(int shards) {
    this.setting = Setting.quiet(shards);
  }

  /** One producer, and one change of key {@code k} that is in both Regions after a second. */
  static Scenario oneChange(int shards) {
    return new Scenario(shards).producer("p1").commit(1, "p1", "k", 1);
  }

  static Scenario ofKeys(int keys) {
    Scenario scenario = new Scenario(2).producer("p1");
    for (int i = 0; i < keys; i++) {
      scenario.commit(1 + i * 0.5, "p1", "k" + i, 1);
    }
    return scenario;
  }

  /** One change is copied; the next one of its key is not. */
  static Scenario behind(double from, int until) {
    return oneChange(1).commit(from, "p1", "k", 2).hold(0, EAST, "p1", 1, until);
  }

  /** Change 0 is acknowledged in Ohio's epoch, uncopied; change 1 is still in the shard. */
  static Scenario backAgain(double until) {
    return oneChange(1)
        .commit(1.2, "p1", "k", 2)
        .hold(0, EAST, "p1", 0, 5.2)
        .hold(0, EAST, "p1", 1, until)
        .halfFence(3)
        .move(7, "failover", EAST);
  }

  Scenario withLateWindow(int seconds) {
    setting = setting.withLateWindow(Duration.ofSeconds(seconds));
    return this;
  }

  Scenario withRetention(int seconds) {
    setting = setting.withRetention(Duration.ofSeconds(seconds));
    return this;
  }

  Scenario withLimits(MappingLimits limits) {
    setting = setting.withLimits(limits);
    return this;
  }

  Scenario at(double seconds, String what, Consumer<Stage> act) {
    long nanos = Math.round(seconds * 1e9);
    happenings.add(
        new Happening(
            happenings.size(),
            nanos,
            Optional.empty(),
            what,
            stage -> {
              act.accept(stage);
              return true;
            }));
    return this;
  }

  Scenario producer(String id) {
    return producerAt(0, id);
  }

  Scenario producerAt(double seconds, String id) {
    return at(seconds, id + " starts", stage -> stage.producer(id, EAST, Duration.ZERO));
  }

  Scenario kill(double seconds, String id) {
    return at(seconds, "kill " + id, stage -> stage.kill(id, Duration.ofMillis(500)));
  }

  Scenario split(double seconds, Region region, int shard) {
    return at(seconds, "split", stage -> stage.split(region, shard));
  }

  /** A shard is not handed out for so many seconds. */
  Scenario stall(double seconds, Region region, int shard, int time) {
    return at(seconds, "stall", stage -> stage.stall(region, shard, Duration.ofSeconds(time)));
  }

  Scenario cut(double seconds) {
    return at(seconds, "cut", stage -> stage.world().outages().partition(true));
  }

  Scenario gone(double seconds, Region region) {
    return at(seconds, region + " is gone", stage -> stage.loseForGood(region));
  }

  /** A change of a key, committed at a second of the database's own time. */
  Scenario commit(double seconds, String id, String key, int commitSecond) {
    Instant commit = COMMITS_FROM.plusSeconds(commitSecond);
    return at(seconds, id + " commits " + key, stage -> stage.commit(id, key, commit));
  }

  Scenario move(double seconds, String mode, Region target) {
    return at(
        seconds, mode + " to " + target, stage -> stage.machine(target).starts().byHand(mode));
  }

  /** A failover that names where the producer is to resume. */
  Scenario moveFrom(double seconds, Region target, String id, int commitSecond) {
    Instant from = COMMITS_FROM.plusSeconds(commitSecond);
    return at(
        seconds,
        "failover to " + target + " from " + from,
        stage -> stage.machine(target).starts().byHand("failover", new ProducerId(id), from));
  }

  Scenario stop(double seconds, Region region) {
    return at(seconds, "stop in " + region, stage -> stage.machine(region).stopAll());
  }

  /** A fence in Ohio whose execution dies; producers have stopped for it, nobody opens it. */
  Scenario halfFence(double seconds) {
    return move(seconds, "failover", OHIO).stop(seconds + 1.5, OHIO);
  }

  /** The change, and what is behind it in its shard, is not handed out before a second. */
  Scenario hold(double from, Region region, String id, int change, double until) {
    Duration time = Duration.ofNanos(Math.round(until * 1e9));
    return at(from, "hold " + change, stage -> stage.holdBefore(region, id, change, time));
  }

  /** It breaks nothing. */
  RunResult holds() throws IOException {
    RunResult right = play(Sabotage.NONE);
    assertThat(right.message()).as(String.join("\n", right.script())).isEmpty();
    return right;
  }

  /** It breaks nothing, and one of the letters where a rule is taken out. */
  RunResult onlyHoldsWithItsRule(Sabotage without, Letter... letters) throws IOException {
    RunResult right = holds();
    assertThat(play(without).letter()).as(without.label()).isPresent();
    assertThat(letters).as(without.label()).contains(play(without).letter().get());
    return right;
  }

  RunResult play(Sabotage sabotage) throws IOException {
    Path file = Path.of(System.getProperty("farshore.root"), "statemachines/failover.asl.json");
    return new Simulation(file, Set.of(), sabotage).play(new Script(setting, happenings));
  }
}
