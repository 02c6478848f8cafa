package io.farshore.simulator;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What can become of a call, of a Region, of what runs. */
public enum Fault {
  /** A call is applied and answered. */
  DELIVERED,
  /** A call never arrives; the caller sees a failure, soon or at its time limit. */
  DROPPED,
  /** A call is applied, and the caller sees a failure. */
  ANSWER_LOST,
  /** A write is applied after its caller gave up, within the late-request window. */
  LATE,
  /**
   * The same of a producer's PutRecords call. Left out unless asked for: after a completed drain
   * the protocol does not wait for a request that was never answered and sent again.
   */
  LATE_FROM_PRODUCER,
  /** Some records of a PutRecords call are refused. */
  PARTIAL,
  /** A write is applied twice, as a client's own retry does; the second answer counts. */
  DUPLICATED,
  /** A call takes most of its time limit. */
  SLOW,
  /** A Region is lost, and comes back with its old state. */
  REGION_LOST,
  /** The Regions do not reach each other; producers reach both. */
  PARTITION,
  /** A producer does not reach one Region. */
  PRODUCER_CUT_OFF,
  /** A producer's process is killed, and started again. */
  PRODUCER_KILLED,
  /** A producer's process stands still, then goes on. */
  PRODUCER_FROZEN,
  /** A function is killed between two calls. */
  FUNCTION_KILLED,
  /** A function stands still, then goes on. */
  FUNCTION_FROZEN,
  /** A batch was copied, and the mapping hears of a failure. */
  MAPPING_MISSED_ANSWER,
  /** An execution is stopped. */
  EXECUTION_STOPPED,
  /** An execution is started twice. */
  STARTED_TWICE,
  /** A shard is split. */
  SPLIT,
  /** Two shards are merged. */
  MERGE,
  /** An item of a global table comes late to the other replica. */
  COPY_LATE,
  /** A wall clock is wrong. */
  CLOCK_SKEW;

  /** Its name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All but those that are only drawn when they are asked for. */
  public static Set<Fault> usual() {
    return EnumSet.complementOf(EnumSet.of(LATE_FROM_PRODUCER));
  }
}
