package io.farshore.command.bench.failover;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** Sorted values, in seconds. */
record Spread(double[] sorted) {

  static Spread of(Collection<Double> values) {
    return new Spread(values.stream().mapToDouble(Double::doubleValue).sorted().toArray());
  }

  /** The least value that so many of a hundred do not exceed. */
  double percentile(double percent) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(0, rank - 1)];
  }

  double median() {
    return percentile(50);
  }

  double worst() {
    return percentile(100);
  }

  double best() {
    return percentile(0);
  }

  int count() {
    return sorted.length;
  }

  /** One cell: two places, or a dash without values. */
  static String cell(double seconds) {
    return Double.isNaN(seconds) ? "–" : String.format(Locale.ROOT, "%.2f", seconds);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Spread spread && Arrays.equals(sorted, spread.sorted);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sorted);
  }
}
