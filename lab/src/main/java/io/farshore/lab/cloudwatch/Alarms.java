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

  /** An alarm and its state. */
  static final class Watched {
    private final Alarm alarm;
    private AlarmState state;
    private long judged = -1;

    Watched(Alarm alarm, AlarmState state) {
      this.alarm = alarm;
      this.state = state;
    }

    /** True once in each of the alarm's turns. */
    private boolean isDue(Instant now) {
      long turn = now.getEpochSecond() / alarm.judgedEachSeconds();
      boolean due = turn != judged;
      judged = turn;
      return due;
    }

    Alarm alarm() {
      return alarm;
    }

    AlarmState state() {
      return state;
    }
  }

  private record Told(AlarmChange change, Alarm alarm) {}

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

  /** Puts an alarm; one of the same name keeps its state. */
  synchronized void put(String region, Alarm alarm) {
    String name = alarm.definition().path("AlarmName").asText();
    Map<String, Watched> alarms = byRegion.computeIfAbsent(region, key -> new TreeMap<>());
    Watched before = alarms.get(name);
    AlarmState state =
        before == null
            ? new AlarmState(
                Value.INSUFFICIENT_DATA, "Unchecked: Initial alarm creation", "", loop.wallTime())
            : before.state;
    alarms.put(name, new Watched(alarm, state));
    if (!running) {
      running = true;
      loop.after(EACH, this::judgeAll);
    }
  }

  synchronized void delete(String region, String name) {
    watched(region, name);
    byRegion.get(region).remove(name);
  }

  synchronized Watched watched(String region, String nameOrArn) {
    return Optional.ofNullable(byRegion.getOrDefault(region, Map.of()).get(name(nameOrArn)))
        .orElseThrow(() -> new AwsError("ResourceNotFound", 404, "No alarm " + nameOrArn));
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
    told.forEach(each -> events.changed(each.change(), each.alarm()));
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
    told.forEach(each -> events.changed(each.change(), each.alarm()));
    loop.after(EACH, this::judgeAll);
  }

  private void judge(
      String region, Map<String, Watched> alarms, Instant now, boolean composite, List<Told> told) {
    MetricStore store = stores.apply(region);
    alarms.forEach(
        (name, watched) -> {
          if (watched.alarm.isComposite() == composite && watched.isDue(now)) {
            watched
                .alarm
                .judge(store, other -> state(region, other).map(AlarmState::value), now)
                .ifPresent(state -> change(region, name, watched, state, told));
          }
        });
  }

  private void change(
      String region, String name, Watched watched, AlarmState state, List<Told> told) {
    AlarmState before = watched.state;
    if (before.value() == state.value()) {
      return;
    }
    watched.state = state;
    AlarmChange change = new AlarmChange(region, name, before, state);
    if (changes.size() == KEPT) {
      changes.removeFirst();
    }
    changes.add(change);
    told.add(new Told(change, watched.alarm));
  }

  private static String name(String nameOrArn) {
    return nameOrArn.startsWith("arn:") ? nameOrArn.split(":", 7)[6] : nameOrArn;
  }
}
