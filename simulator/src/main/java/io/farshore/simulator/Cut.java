package io.farshore.simulator;

import java.util.Set;
import java.util.TreeSet;

/**
 * What is left out of a seed's schedule.
 *
 * @param faults left out altogether
 * @param happenings left out, by number
 * @param mostStrikes after so many faults of calls and functions there are no more of them
 */
public record Cut(Set<Fault> faults, Set<Integer> happenings, long mostStrikes) {

  /** Nothing. */
  public static final Cut NONE = new Cut(Set.of(), Set.of(), Long.MAX_VALUE);

  /** Copies the sets. */
  public Cut {
    faults = Set.copyOf(faults);
    happenings = Set.copyOf(happenings);
  }

  Cut without(Fault fault) {
    Set<Fault> more = new TreeSet<>(faults);
    more.add(fault);
    return new Cut(more, happenings, mostStrikes);
  }

  Cut without(Set<Integer> some) {
    Set<Integer> more = new TreeSet<>(happenings);
    more.addAll(some);
    return new Cut(faults, more, mostStrikes);
  }

  Cut strikingAtMost(long times) {
    return new Cut(faults, happenings, times);
  }
}
