package io.farshore.simulator;

import io.farshore.verifier.judge.Judgement;
import io.farshore.verifier.judge.Letter;
import io.farshore.verifier.judge.Verdict;
import io.farshore.verifier.judge.Verifier;
import java.time.Duration;
import java.util.Optional;

/**
 * One run: first what the script says, under faults, in which nothing may be broken; then all is
 * healed, and everything must come to rest; then the stream must still be able to move.
 */
final class Run {

  private static final long SECOND = 1_000_000_000L;
  private static final Duration CONVERGENCE = Duration.ofMinutes(20);
  private static final Duration BETWEEN_STARTS = Duration.ofSeconds(90);

  private final World world;
  private final Stage stage;
  private final Rest rest;
  private final long mostEvents;
  private long lastStart;

  /**
   * A run.
   *
   * @param mostEvents after so many events all is healed, whatever else the script has
   */
  Run(World world, Stage stage, long mostEvents) {
    this.world = world;
    this.stage = stage;
    this.rest = new Rest(stage);
    this.mostEvents = mostEvents;
  }

  void play(Script script, Cut cut) {
    stage.open();
    for (Happening happening : script.after(cut)) {
      world.time().after(happening.atNanos(), () -> happen(happening));
    }
    if (until(script.setting().activeSeconds() * SECOND, mostEvents)) {
      return;
    }
    world.note("world", () -> "all is healed");
    world.weather().heal();
    world.cues().forget();
    world.outages().heal();
    stage.gone().ifPresent(world.outages()::lose);
    settle();
    if (world.violation().isEmpty() && stage.gone().isEmpty()) {
      moveOnceMore();
    }
    if (world.violation().isEmpty()) {
      judge();
    }
  }

  /** By the judge of drills, who sees nothing but what is left behind. */
  private void judge() {
    Verdict verdict = Verifier.judge(new EndState(stage).evidence());
    verdict.judgements().stream()
        .filter(judgement -> judgement.status() == Judgement.Status.VIOLATED)
        .findFirst()
        .ifPresent(
            judgement -> {
              throw new Violation(judgement.letter(), "at the end: " + judgement.evidence());
            });
  }

  private void happen(Happening happening) {
    if (!world.weather().healed()) {
      world.note(happening.kind(), "script", happening::what);
      if (happening.act().test(stage)) {
        happening.fault().ifPresent(world.weather()::count);
      }
    }
  }

  /** Lets it run; true when a guarantee did not hold. */
  private boolean until(long end, long events) {
    world.time().run(end, () -> world.violation().isPresent() || world.time().count() >= events);
    return world.violation().isPresent();
  }

  private void settle() {
    long end = world.time().nanos() + CONVERGENCE.toNanos();
    lastStart = world.time().nanos() - BETWEEN_STARTS.dividedBy(2).toNanos();
    Optional<String> unrest = rest.disturbedBy();
    while (unrest.isPresent() && world.time().nanos() < end) {
      operate();
      if (until(world.time().nanos() + 5 * SECOND, Long.MAX_VALUE)) {
        return;
      }
      unrest = rest.disturbedBy();
    }
    if (unrest.isPresent()) {
      Letter letter = unrest.get().startsWith("A:") ? Letter.A : Letter.G;
      throw new Violation(letter, unrest.get());
    }
  }

  /** What a person does by the runbook: a resync after a gap, a failover off a lost Region. */
  private void operate() {
    stage.producers().forEach(ProducerProcess::mendLog);
    long now = world.time().nanos();
    if (now - lastStart < BETWEEN_STARTS.toNanos() || !rest.isIdle()) {
      return;
    }
    boolean gap = stage.mapping(stage.active()).lastGap() > now - 20 * SECOND;
    if (stage.gone().isPresent()) {
      lastStart = now;
      stage.machine(World.other(stage.gone().get())).starts().byHand("failover");
    } else if (gap) {
      lastStart = now;
      stage.machine(stage.active()).starts().byHand("resync");
    }
  }

  /** Whatever happened, a standby that is there can be made the active Region (guarantee G). */
  private void moveOnceMore() {
    StateMachine standby = stage.machine(World.other(stage.active()));
    standby.starts().byHand("failover");
    until(world.time().nanos() + SECOND, Long.MAX_VALUE);
    settle();
    String moved =
        !stage.producers().iterator().hasNext() ? "ActivatedWithoutProducers" : "Activated";
    if (world.violation().isEmpty() && !standby.lastOutcome().equals(Optional.of(moved))) {
      throw new Violation(
          Letter.G, "a failover by hand ends as " + standby.lastOutcome().orElse("nothing"));
    }
  }
}
