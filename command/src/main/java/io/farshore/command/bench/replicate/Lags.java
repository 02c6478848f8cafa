package io.farshore.command.bench.replicate;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How long records took, to the millisecond: over the whole run, and by second. */
final class Lags {

  private static final int MOST_MILLIS = 120_000;

  private final long[] counts = new long[MOST_MILLIS + 1];
  private final SortedMap<Integer, int[]> worstBySecond = new TreeMap<>();
  private long count;
  private int most;

  void add(int second, int lagMillis) {
    int lag = Math.max(0, lagMillis);
    counts[Math.min(lag, MOST_MILLIS)]++;
    count++;
    most = Math.max(most, lag);
    int[] worst = worstBySecond.computeIfAbsent(second, unseen -> new int[1]);
    worst[0] = Math.max(worst[0], lag);
  }

  /** The lag that so much of the records (0 to 1) stay within; -1 without records. */
  int quantile(double share) {
    long rank = (long) Math.ceil(count * share);
    long seen = 0;
    for (int lag = 0; lag <= MOST_MILLIS && count > 0; lag++) {
      seen += counts[lag];
      if (seen >= rank) {
        return lag == MOST_MILLIS ? most : lag;
      }
    }
    return -1;
  }

  int most() {
    return most;
  }

  /** Points of the worst lag of each second: seconds since the start, milliseconds. */
  List<double[]> worst() {
    List<double[]> points = new ArrayList<>();
    worstBySecond.forEach((second, lag) -> points.add(new double[] {second, lag[0]}));
    return points;
  }
}
