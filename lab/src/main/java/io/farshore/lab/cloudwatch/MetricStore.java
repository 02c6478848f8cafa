package io.farshore.lab.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The metrics of one Region, second by second, for three hours. Thread-safe. */
final class MetricStore {

  private static final long KEPT_SECONDS = Duration.ofHours(3).toSeconds();

  private final Map<MetricKey, NavigableMap<Long, Samples>> series = new HashMap<>();

  synchronized void add(MetricKey metric, Instant time, double value, double times) {
    at(metric, time).add(value, times);
  }

  synchronized void addSet(
      MetricKey metric, Instant time, double count, double sum, double least, double greatest) {
    at(metric, time).addSet(count, sum, least, greatest);
  }

  /** What came from {@code from} (inclusive) to {@code to} (exclusive); empty when nothing did. */
  synchronized Optional<Samples> between(MetricKey metric, Instant from, Instant to) {
    NavigableMap<Long, Samples> seconds = series.get(metric);
    if (seconds == null) {
      return Optional.empty();
    }
    Samples all = new Samples();
    seconds
        .subMap(from.getEpochSecond(), true, to.getEpochSecond(), false)
        .values()
        .forEach(all::addAll);
    return all.count() == 0 ? Optional.empty() : Optional.of(all);
  }

  synchronized List<MetricKey> metrics() {
    return List.copyOf(series.keySet());
  }

  private Samples at(MetricKey metric, Instant time) {
    NavigableMap<Long, Samples> seconds = series.computeIfAbsent(metric, key -> new TreeMap<>());
    seconds.headMap(time.getEpochSecond() - KEPT_SECONDS).clear();
    return seconds.computeIfAbsent(time.getEpochSecond(), second -> new Samples());
  }
}
