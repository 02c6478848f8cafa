package io.farshore.lab.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The metrics of one Region, second by second, each unit for itself. Thread-safe. */
final class MetricStore {

  private static final long KEPT_SECONDS = Duration.ofDays(15).toSeconds();
  private static final int MOST_SECONDS = 20_000;

  private final Map<MetricKey, Map<String, NavigableMap<Long, Samples>>> series = new HashMap<>();

  synchronized void add(MetricKey metric, String unit, Instant time, double value, double times) {
    at(metric, unit, time).add(value, times);
  }

  synchronized void addSet(
      MetricKey metric,
      String unit,
      Instant time,
      double count,
      double sum,
      double least,
      double greatest) {
    at(metric, unit, time).addSet(count, sum, least, greatest);
  }

  /**
   * What came from {@code from} (inclusive) to {@code to} (exclusive); empty when nothing did.
   *
   * @param unit empty for all units together
   */
  synchronized Optional<Samples> between(
      MetricKey metric, Optional<String> unit, Instant from, Instant to) {
    Samples all = new Samples();
    series
        .getOrDefault(metric, Map.of())
        .forEach(
            (name, seconds) -> {
              if (unit.isEmpty() || unit.get().equals(name)) {
                seconds
                    .subMap(from.getEpochSecond(), true, to.getEpochSecond(), false)
                    .values()
                    .forEach(all::addAll);
              }
            });
    return all.count() == 0 ? Optional.empty() : Optional.of(all);
  }

  synchronized List<MetricKey> metrics() {
    return List.copyOf(series.keySet());
  }

  /** The units in which a metric was put, in the order in which they came. */
  synchronized List<String> units(MetricKey metric) {
    Set<String> units = series.getOrDefault(metric, Map.of()).keySet();
    return List.copyOf(units);
  }

  private Samples at(MetricKey metric, String unit, Instant time) {
    NavigableMap<Long, Samples> seconds =
        series
            .computeIfAbsent(metric, key -> new LinkedHashMap<>())
            .computeIfAbsent(unit, name -> new TreeMap<>());
    Samples samples = seconds.computeIfAbsent(time.getEpochSecond(), second -> new Samples());
    seconds.headMap(seconds.lastKey() - KEPT_SECONDS).clear();
    if (seconds.size() > MOST_SECONDS) {
      seconds.pollFirstEntry();
    }
    return samples;
  }
}
