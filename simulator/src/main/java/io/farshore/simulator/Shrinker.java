package io.farshore.simulator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Looks for the shortest schedule of a seed that still breaks the same guarantee: leaves out kinds
 * of faults, then ever smaller parts of what happens, then the last faults of calls.
 */
public final class Shrinker {

  private final Simulation simulation;
  private final int mostRuns;
  private int runs;

  /**
   * With a simulation that broke a guarantee.
   *
   * @param mostRuns how many runs it may take
   */
  public Shrinker(Simulation simulation, int mostRuns) {
    this.simulation = simulation;
    this.mostRuns = mostRuns;
  }

  /** What can be left out of the run of a failing seed. */
  public Cut shrink(RunResult failed) {
    Cut cut = withoutFaults(Cut.NONE, failed);
    cut = withoutHappenings(cut, failed);
    cut = withFewerStrikes(cut, failed);
    return withoutHappenings(cut, failed);
  }

  /** How many runs it took. */
  public int runs() {
    return runs;
  }

  private boolean stillFails(Cut cut, RunResult failed) {
    if (runs >= mostRuns) {
      return false;
    }
    runs++;
    return simulation.run(failed.seed(), false, cut).failsAs(failed);
  }

  private Cut withoutFaults(Cut from, RunResult failed) {
    Cut cut = from;
    for (Map.Entry<Fault, Double> rate : failed.rates().entrySet()) {
      Cut less = cut.without(rate.getKey());
      boolean happens = rate.getKey() != Fault.DELIVERED && rate.getValue() > 0;
      if (happens && stillFails(less, failed)) {
        cut = less;
      }
    }
    return cut;
  }

  private Cut withoutHappenings(Cut from, RunResult failed) {
    Cut cut = from;
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < failed.happenings(); i++) {
      if (!cut.happenings().contains(i)) {
        left.add(i);
      }
    }
    for (int size = Math.max(1, left.size() / 2); size >= 1; size /= 2) {
      for (int from0 = left.size() - size; from0 > -size; from0 -= size) {
        List<Integer> some = left.subList(Math.max(0, from0), Math.min(left.size(), from0 + size));
        Cut less = cut.without(new HashSet<>(some));
        if (!some.isEmpty() && stillFails(less, failed)) {
          cut = less;
          some.clear();
        }
      }
    }
    return cut;
  }

  private Cut withFewerStrikes(Cut from, RunResult failed) {
    Cut cut = from;
    long most = simulation.run(failed.seed(), false, cut).strikes();
    long least = 0;
    while (least < most) {
      long middle = (least + most) / 2;
      Cut less = cut.strikingAtMost(middle);
      if (stillFails(less, failed)) {
        cut = less;
        most = middle;
      } else {
        least = middle + 1;
      }
    }
    return cut;
  }
}
