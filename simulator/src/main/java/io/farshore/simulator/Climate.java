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
  SHORT_MEMORY(1, 2),
  /** Change logs are cleaned up too early. */
  SHORT_LOGS(1, 3),
  /** Requests arrive late, in a Region that takes over from one that took over from it. */
  LATE_REQUESTS(0, 2),
  /**
   * A shard splits, and the active Region hears late of its children, and takes over from a fence.
   */
  STALE_LEDGER(0, 1);

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
    rates.putAll(own());
    return rates;
  }

  private Map<Fault, Double> own() {
    return switch (this) {
      case FLIPS ->
          Map.of(
              Fault.COPY_LATE, 0.1,
              Fault.LATE, 0.04,
              Fault.LATE_FROM_PRODUCER, 0.05,
              Fault.STARTED_TWICE, 0.3,
              Fault.EXECUTION_STOPPED, 0.15);
      case RESHARDING ->
          Map.of(
              Fault.SPLIT, 0.8,
              Fault.MERGE, 0.6,
              Fault.SPLIT_WHILE_OPENING, 0.3,
              Fault.FUNCTION_KILLED, 0.15,
              Fault.COPY_LATE, 0.2);
      case SLEEPERS ->
          Map.of(
              Fault.PRODUCER_FROZEN, 0.7,
              Fault.PRODUCER_CUT_OFF, 0.5);
      case RESTARTS ->
          Map.of(
              Fault.PRODUCER_KILLED, 0.9,
              Fault.COPY_LATE, 0.3,
              Fault.PARTITION, 0.4);
      case FREEZES ->
          Map.of(
              Fault.FUNCTION_FROZEN, 0.3,
              Fault.STARTED_TWICE, 0.5);
      case HALF_FENCES ->
          Map.of(
              Fault.MAPPING_STALLED, 0.9,
              Fault.SPLIT, 0.3);
      case LINK ->
          Map.of(
              Fault.COPY_LATE, 0.4,
              Fault.PARTITION, 0.8,
              Fault.REGION_LOST, 0.3,
              Fault.REGION_GONE, 0.5);
      case OUTAGES ->
          Map.of(
              Fault.TABLES_OUT, 0.7,
              Fault.STREAM_OUT, 0.6,
              Fault.REGION_LOST, 0.6,
              Fault.FALSE_ALARM, 0.4,
              Fault.ALARM_TWICE, 0.4,
              Fault.SERVICE_FAILED, 0.5);
      case CROWD ->
          Map.of(
              Fault.STREAM_OUT, 0.6,
              Fault.PARTIAL, 0.08,
              Fault.ANSWER_LOST, 0.02,
              Fault.MAPPING_STALLED, 0.3,
              Fault.MAPPING_MISSED_ANSWER, 0.1);
      case DRAINS ->
          Map.of(
              Fault.LATE, 0.03,
              Fault.LATE_FROM_PRODUCER, 0.06,
              Fault.ANSWER_LOST, 0.02,
              Fault.STARTED_TWICE, 0.4,
              Fault.REGION_GONE, 0.3,
              Fault.PRODUCER_KILLED, 0.2);
      default -> ofMemories();
    };
  }

  private Map<Fault, Double> ofMemories() {
    return switch (this) {
      case SHORT_MEMORY ->
          Map.of(
              Fault.TRIMMED, 1.0,
              Fault.REGION_LOST, 0.7,
              Fault.MAPPING_STALLED, 0.6,
              Fault.SPLIT_WHILE_OPENING, 0.5,
              Fault.SPLIT, 0.4);
      case SHORT_LOGS ->
          Map.of(
              Fault.LOG_TRIMMED, 0.5,
              Fault.MAPPING_STALLED, 0.6,
              Fault.PRODUCER_KILLED, 0.3);
      case LATE_REQUESTS ->
          Map.of(
              Fault.LATE_FROM_PRODUCER, 0.2,
              Fault.MAPPING_STALLED, 0.5,
              Fault.PRODUCER_FROZEN, 0.3);
      case STALE_LEDGER ->
          Map.of(
              Fault.COPY_LATE, 0.5,
              Fault.SPLIT, 0.5,
              Fault.MAPPING_STALLED, 0.5);
      default -> Map.of();
    };
  }
}
