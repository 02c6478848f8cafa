package io.farshore.lab.cloudwatch;

import io.farshore.core.time.EventLoop;
import io.farshore.lab.cloudwatch.AlarmState.Value;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.faults.RegionState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The alarms of all Regions, judged once a second from the first alarm on; those of a lost Region
 * are not. Thread-safe.
 */
final class Alarms {

  private static final Duration EACH = Duration.ofSeconds(1);
  private static final int KEPT = 1000;

  private final EventLoop loop;
  private final RegionState regions;
  private final Function<String, MetricStore> stores;
  private final AlarmEvents events;
  private final Map<String, Map<String, Watched>> byRegion = new TreeMap<>();
  private final Deque<AlarmChange> changes = new ArrayDeque<>();
  private boolean running;
  private int haste = 1;

  private record Told(AlarmChange change, Watched watched, boolean event, boolean actions) {}

  Alarms(
      EventLoop loop,
      RegionState regions,
      Function<String, MetricStore> stores,
      AlarmEvents events) {
    this.loop = loop;
    this.regions = regions;
    this.stores = stores;
    this.events = events;
  }

  /** Makes periods pass so many times as fast. */
  synchronized void hasten(int times) {
    haste = times;
  }

  /** Puts an alarm; one of the same name keeps its state. */
  synchronized void put(String region, Alarm alarm) {
    String name = alarm.definition().path("AlarmName").asText();
    Map<String, Watched> alarms = byRegion.computeIfAbsent(region, key -> new TreeMap<>());
    Watched before = alarms.get(name);
    AlarmState state =
        before == null
            ? new AlarmState(
                Value.INSUFFICIENT_DATA, "Unchecked: Initial alarm creation", "", loop.wallTime())
            : before.state();
    alarms.put(name, new Watched(alarm, state, loop.wallTime()));
    if (!running) {
      running = true;
      loop.after(EACH, this::judgeAll);
    }
  }

  /** Deletes alarms, all or none; one that others are made of can't be. */
  synchronized void delete(String region, List<String> names) {
    Map<String, Watched> alarms = byRegion.computeIfAbsent(region, key -> new TreeMap<>());
    names.forEach(alarms::remove);
  }

  synchronized Watched watched(String region, String nameOrArn) {
    return Optional.ofNullable(byRegion.getOrDefault(region, Map.of()).get(name(nameOrArn)))
        .orElseThrow(() -> new AwsError("ResourceNotFound", 404, null));
  }

  synchronized List<Watched> all(String region) {
    return List.copyOf(byRegion.getOrDefault(region, Map.of()).values());
  }

  synchronized Optional<AlarmState> state(String region, String nameOrArn) {
    return Optional.ofNullable(byRegion.getOrDefault(region, Map.of()).get(name(nameOrArn)))
        .map(Watched::state);
  }

  synchronized List<AlarmChange> changes() {
    return List.copyOf(changes);
  }

  /** Sets a state; the next time that the alarm is judged it gets its own again. */
  void set(String region, String name, AlarmState state) {
    List<Told> told = new ArrayList<>();
    synchronized (this) {
      change(region, name, watched(region, name), state, told);
    }
    told.forEach(this::tell);
  }

  private void judgeAll() {
    List<Told> told = new ArrayList<>();
    Instant now = loop.wallTime();
    synchronized (this) {
      byRegion.forEach(
          (region, alarms) -> {
            if (!regions.isLost(region)) {
              judge(region, alarms, now, false, told);
              judge(region, alarms, now, true, told);
            }
          });
    }
    told.forEach(this::tell);
    loop.after(EACH, this::judgeAll);
  }

  private void judge(
      String region, Map<String, Watched> alarms, Instant now, boolean composite, List<Told> told) {
    MetricStore store = stores.apply(region);
    alarms.forEach(
        (name, watched) -> {
          if (watched.alarm().isComposite() == composite && watched.isDue(now, haste)) {
            watched
                .alarm()
                .judge(store, other -> state(region, other), now, haste)
                .ifPresent(state -> change(region, name, watched, state, told));
            watched
                .suppression()
                .filter(s -> s.released(suppressor(region, s), now))
                .ifPresent(s -> told.add(new Told(watched.lastChange(), watched, false, true)));
          }
        });
  }

  private void change(
      String region, String name, Watched watched, AlarmState state, List<Told> told) {
    AlarmState before = watched.state();
    if (before.value() == state.value()) {
      return;
    }
    AlarmChange change = new AlarmChange(region, name, before, state);
    watched.changed(change);
    if (changes.size() == KEPT) {
      changes.removeFirst();
    }
    changes.add(change);
    boolean act =
        watched
            .suppression()
            .map(s -> s.changed(suppressor(region, s), state.since()))
            .orElse(true);
    told.add(new Told(change, watched, true, act));
  }

  private Optional<Value> suppressor(String region, Suppression suppression) {
    return state(region, suppression.suppressor()).map(AlarmState::value);
  }

  private void tell(Told told) {
    if (told.event()) {
      events.changed(told.change(), told.watched());
    }
    if (told.actions()) {
      events.act(told.change(), told.watched());
    }
  }

  private static String name(String nameOrArn) {
    return nameOrArn.startsWith("arn:") ? nameOrArn.split(":", 7)[6] : nameOrArn;
  }
}
