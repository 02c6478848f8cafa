package io.farshore.lab.events;

import io.farshore.core.time.EventLoop;
import io.farshore.lab.faults.RegionState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Fires the rules with a schedule: those with a rate as soon as a rule is enabled and has a target,
 * then by its period; those with cron when they are due, in UTC. A rule of a lost Region stands
 * still, and fires when the Region is back. Thread-safe.
 */
final class Schedules {

  private final EventLoop loop;
  private final WallTimer timer;
  private final RegionState regions;
  private final Consumer<Rule> fire;
  private final Map<Rule.Key, Running> running = new HashMap<>();

  /** A schedule that runs; an object of its own each time, so that an old timer can be told. */
  private static final class Running {
    private volatile Rule rule;

    Running(Rule rule) {
      this.rule = rule;
    }
  }

  Schedules(EventLoop loop, RegionState regions, Consumer<Rule> fire) {
    this.loop = loop;
    this.timer = new WallTimer(loop);
    this.regions = regions;
    this.fire = fire;
  }

  /** Starts or ends the schedule of a rule that was changed. */
  synchronized void changed(Rule rule) {
    Running now = running.get(rule.key());
    boolean runs = rule.enabled() && rule.schedule().isPresent() && !rule.targets().isEmpty();
    if (runs && (now == null || !now.rule.schedule().equals(rule.schedule()))) {
      Running started = new Running(rule);
      running.put(rule.key(), started);
      await(started, rule.schedule().get(), Optional.empty());
    } else if (runs) {
      now.rule = rule;
    } else {
      running.remove(rule.key());
    }
  }

  /** Ends the schedule of a rule. */
  synchronized void removed(Rule.Key rule) {
    running.remove(rule);
  }

  private void await(Running schedule, Recurrence recurrence, Optional<Instant> last) {
    Instant now = loop.wallTime();
    recurrence
        .next(last, now)
        .ifPresent(
            due -> timer.at(due, () -> isCurrent(schedule), () -> tick(schedule, recurrence, due)));
  }

  private void tick(Running schedule, Recurrence recurrence, Instant due) {
    if (!isCurrent(schedule)) {
      return;
    }
    String region = schedule.rule.key().region();
    if (regions.isLost(region)) {
      regions
          .whenBack(region)
          .thenRun(() -> loop.execute(() -> tick(schedule, recurrence, loop.wallTime())));
      return;
    }
    fire.accept(schedule.rule);
    await(schedule, recurrence, Optional.of(due));
  }

  private synchronized boolean isCurrent(Running schedule) {
    return running.get(schedule.rule.key()) == schedule;
  }
}
