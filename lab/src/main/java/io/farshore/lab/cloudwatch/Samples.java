package io.farshore.lab.cloudwatch;

import java.util.ArrayList;
import java.util.List;

/** The values of a metric in one span of time. Not thread-safe. */
final class Samples {

  private static final int KEPT_FOR_PERCENTILES = 1000;

  private final List<Double> values = new ArrayList<>();
  private double count;
  private double sum;
  private double minimum = Double.POSITIVE_INFINITY;
  private double maximum = Double.NEGATIVE_INFINITY;

  void add(double value, double times) {
    addSet(times, value * times, value, value);
    for (int i = 0; i < times && values.size() < KEPT_FOR_PERCENTILES; i++) {
      values.add(value);
    }
  }

  /** Adds a statistic set, of which no percentile can be taken. */
  void addSet(double sampleCount, double total, double least, double greatest) {
    count += sampleCount;
    sum += total;
    minimum = Math.min(minimum, least);
    maximum = Math.max(maximum, greatest);
  }

  void addAll(Samples other) {
    addSet(other.count, other.sum, other.minimum, other.maximum);
    values.addAll(other.values);
  }

  double count() {
    return count;
  }

  double sum() {
    return sum;
  }

  double minimum() {
    return minimum;
  }

  double maximum() {
    return maximum;
  }

  /** The value below which {@code percent} of the values lie, by nearest rank. */
  double percentile(double percent) {
    List<Double> sorted = values.stream().sorted().toList();
    int rank = (int) Math.ceil(percent / 100 * sorted.size());
    return sorted.isEmpty() ? maximum : sorted.get(Math.max(0, rank - 1));
  }
}
