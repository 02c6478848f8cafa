package io.farshore.simulator;

import io.farshore.core.stream.Region;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Which faults a run has, and how often. The rates are drawn anew for every run. */
final class Weather {

  private static final Set<Fault> OF_CALLS =
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
  private boolean healed;

  Weather(SplittableRandom random, Set<Fault> allowed) {
    this.random = random;
    for (Fault fault : Fault.values()) {
      boolean on = random.nextInt(3) > 0 && allowed.contains(fault);
      double most = OF_CALLS.contains(fault) ? 0.06 : 0.5;
      double rate = random.nextDouble() * random.nextDouble() * most;
      rates.put(fault, on ? rate : 0);
    }
  }

  Map<Fault, Long> counts() {
    return counts;
  }

  Map<Fault, Double> rates() {
    return rates;
  }

  /** No fault happens any more. */
  void heal() {
    healed = true;
  }

  boolean healed() {
    return healed;
  }

  /** Whether it happens now; counts it. */
  boolean strikes(Fault fault) {
    boolean hit = !healed && random.nextDouble() < rates.get(fault);
    if (hit) {
      count(fault);
    }
    return hit;
  }

  /** Whether this run has it at all. */
  boolean has(Fault fault) {
    return rates.get(fault) > 0;
  }

  void count(Fault fault) {
    counts.merge(fault, 1L, Long::sum);
  }

  Fault ofCall(Network.Kind kind, Actor caller, Region to) {
    double draw = random.nextDouble();
    Fault found = Fault.DELIVERED;
    if (!healed) {
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
    count(found);
    return found;
  }
}
