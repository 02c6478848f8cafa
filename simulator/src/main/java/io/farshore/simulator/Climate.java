package io.farshore.simulator;

import java.util.EnumMap;
import java.util.Map;

/**
 * What kind of night it is. Rare states need several things at once, which independent rates never
 * bring together; so each run has a climate, in which what belongs together happens often.
 */
enum Climate {
  /** Anything, seldom. */
  MIXED(0, 4),
  /** The active Region changes and changes. */
  FLIPS(3, 5),
  /** Shards split and merge, also while epochs are opened. */
  RESHARDING(1, 3),
  /** Producers miss what happens. */
  SLEEPERS(2, 4),
  /** Producers die while epochs change. */
  RESTARTS(2, 4),
  /** Functions stand still in the middle. */
  FREEZES(2, 4),
  /** Executions die behind the fence, and the other Region goes on. */
  HALF_FENCES(1, 2),
  /** The Regions hear late of each other. */
  LINK(2, 4),
  /** Services and Regions fail, and alarms go off. */
  OUTAGES(1, 3),
  /** Busy shards, and calls that fail in part. */
  CROWD(1, 4),
  /** Switchovers, and what disturbs them. */
  DRAINS(2, 4),
  /** Records are kept for a short time only. */
  SHORT_MEMORY(1, 2);

  private final int leastMoves;
  private final int mostMoves;

  Climate(int leastMoves, int mostMoves) {
    this.leastMoves = leastMoves;
    this.mostMoves = mostMoves;
  }

  int leastMoves() {
    return leastMoves;
  }

  int mostMoves() {
    return mostMoves;
  }

  /** The lowest rates of the faults that belong to it. */
  Map<Fault, Double> rates() {
    Map<Fault, Double> rates = new EnumMap<>(Fault.class);
    switch (this) {
      case FLIPS -> {
        rates.put(Fault.COPY_LATE, 0.1);
        rates.put(Fault.LATE_FROM_PRODUCER, 0.05);
        rates.put(Fault.STARTED_TWICE, 0.3);
        rates.put(Fault.EXECUTION_STOPPED, 0.15);
      }
      case RESHARDING -> {
        rates.put(Fault.SPLIT, 0.8);
        rates.put(Fault.MERGE, 0.6);
        rates.put(Fault.SPLIT_WHILE_OPENING, 0.3);
        rates.put(Fault.FUNCTION_KILLED, 0.15);
        rates.put(Fault.COPY_LATE, 0.2);
      }
      case SLEEPERS -> {
        rates.put(Fault.PRODUCER_FROZEN, 0.7);
        rates.put(Fault.PRODUCER_CUT_OFF, 0.5);
      }
      case RESTARTS -> {
        rates.put(Fault.PRODUCER_KILLED, 0.9);
        rates.put(Fault.COPY_LATE, 0.3);
        rates.put(Fault.PARTITION, 0.4);
      }
      case FREEZES -> {
        rates.put(Fault.FUNCTION_FROZEN, 0.3);
        rates.put(Fault.STARTED_TWICE, 0.5);
      }
      case HALF_FENCES -> {
        rates.put(Fault.MAPPING_STALLED, 0.9);
        rates.put(Fault.SPLIT, 0.3);
      }
      case LINK -> {
        rates.put(Fault.COPY_LATE, 0.4);
        rates.put(Fault.PARTITION, 0.8);
        rates.put(Fault.REGION_LOST, 0.3);
        rates.put(Fault.REGION_GONE, 0.5);
      }
      case OUTAGES -> {
        rates.put(Fault.TABLES_OUT, 0.7);
        rates.put(Fault.STREAM_OUT, 0.6);
        rates.put(Fault.REGION_LOST, 0.6);
        rates.put(Fault.FALSE_ALARM, 0.4);
        rates.put(Fault.ALARM_TWICE, 0.4);
        rates.put(Fault.SERVICE_FAILED, 0.5);
      }
      case CROWD -> {
        rates.put(Fault.STREAM_OUT, 0.6);
        rates.put(Fault.PARTIAL, 0.08);
        rates.put(Fault.ANSWER_LOST, 0.02);
        rates.put(Fault.MAPPING_STALLED, 0.3);
        rates.put(Fault.MAPPING_MISSED_ANSWER, 0.1);
      }
      case DRAINS -> {
        rates.put(Fault.LATE_FROM_PRODUCER, 0.06);
        rates.put(Fault.ANSWER_LOST, 0.02);
        rates.put(Fault.REGION_GONE, 0.3);
        rates.put(Fault.PRODUCER_KILLED, 0.2);
      }
      case SHORT_MEMORY -> {
        rates.put(Fault.TRIMMED, 1.0);
        rates.put(Fault.REGION_LOST, 0.7);
        rates.put(Fault.MAPPING_STALLED, 0.6);
        rates.put(Fault.SPLIT, 0.4);
      }
      default -> rates.clear();
    }
    return rates;
  }
}
