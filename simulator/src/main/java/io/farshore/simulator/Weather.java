package io.farshore.simulator;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Which faults a run has, and how often. The rates are drawn anew for every run. */
final class Weather {

  /** Those that any call may have, and two that only PutRecords has. */
  static final Set<Fault> OF_CALLS =
      EnumSet.of(
          Fault.DROPPED,
          Fault.ANSWER_LOST,
          Fault.LATE,
          Fault.LATE_FROM_PRODUCER,
          Fault.PARTIAL,
          Fault.DUPLICATED,
          Fault.SLOW);

  private final SplittableRandom random;
  private final Map<Fault, Double> rates = new EnumMap<>(Fault.class);
  private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);
  private final Set<Fault> allowed;
  private final long mostStrikes;
  private long strikes;
  private boolean healed;

  /**
   * The weather of a run.
   *
   * @param mostStrikes after so many faults of calls and functions there are no more of them
   */
  Weather(SplittableRandom random, Climate climate, Set<Fault> allowed, long mostStrikes) {
    this.random = random;
    this.allowed = allowed;
    this.mostStrikes = mostStrikes;
    Map<Fault, Double> least = climate.rates();
    for (Fault fault : Fault.values()) {
      boolean on = random.nextInt(3) > 0;
      double most = OF_CALLS.contains(fault) ? 0.06 : 0.5;
      double rate = random.nextDouble() * random.nextDouble() * most;
      double drawn = Math.max(on ? rate : 0, least.getOrDefault(fault, 0.0));
      rates.put(fault, allowed.contains(fault) ? drawn : 0);
    }
  }

  Map<Fault, Long> counts() {
    return counts;
  }

  Map<Fault, Double> rates() {
    return rates;
  }

  /** How many faults of calls and functions there were. */
  long strikes() {
    return strikes;
  }

  /** No fault happens any more. */
  void heal() {
    healed = true;
  }

  boolean healed() {
    return healed;
  }

  /** Whether it happens now, by its rate; counts it. */
  boolean strikes(Fault fault) {
    boolean hit = draws(fault);
    if (hit) {
      count(fault);
    }
    return hit;
  }

  /** Whether it may happen now, by its rate; it is counted when it does. */
  boolean draws(Fault fault) {
    boolean hit = random.nextDouble() < rates.get(fault) && mayStrike();
    strikes += hit ? 1 : 0;
    return hit;
  }

  private boolean mayStrike() {
    return !healed && strikes < mostStrikes;
  }

  /** Whether it may happen, by whatever way. */
  boolean allows(Fault fault) {
    return allowed.contains(fault);
  }

  /** Whether this run has it at all. */
  boolean has(Fault fault) {
    return rates.get(fault) > 0;
  }

  double rate(Fault fault) {
    return rates.get(fault);
  }

  void count(Fault fault) {
    counts.merge(fault, 1L, Long::sum);
  }

  Fault ofCall(Network.Kind kind, Actor caller) {
    double draw = random.nextDouble();
    Fault found = Fault.DELIVERED;
    if (mayStrike()) {
      for (Fault fault : OF_CALLS) {
        draw -= rates.get(fault);
        if (draw < 0) {
          found = fault;
          break;
        }
      }
    }
    boolean fits =
        switch (found) {
          case PARTIAL -> kind == Network.Kind.PUT_RECORDS;
          case LATE -> kind == Network.Kind.WRITE || kind != Network.Kind.READ && caller.inside();
          case LATE_FROM_PRODUCER -> kind == Network.Kind.PUT_RECORDS && !caller.inside();
          case DUPLICATED -> kind != Network.Kind.READ;
          default -> true;
        };
    found = fits ? found : Fault.DELIVERED;
    strikes += found == Fault.DELIVERED ? 0 : 1;
    count(found);
    return found;
  }
}
