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
  /** The same of a producer's PutRecords call. */
  LATE_FROM_PRODUCER,
  /** Some records of a PutRecords call are refused. */
  PARTIAL,
  /** A write is applied twice, as a client's own retry does; the second answer counts. */
  DUPLICATED,
  /** A call takes most of its time limit. */
  SLOW,
  /** The write of a shard's checkpoint never arrives. */
  CHECKPOINT_WRITE_LOST,
  /** SNS, EventBridge or Route 53 refuses; or DynamoDB, where a question is kept. */
  SERVICE_FAILED,
  /** The tables of a Region answer nobody for a time. */
  TABLES_OUT,
  /** The stream of a Region answers nobody for a time. */
  STREAM_OUT,
  /** A Region is lost, and comes back with its old state. */
  REGION_LOST,
  /** A Region is lost and never comes back. */
  REGION_GONE,
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
  /** The mapping hands out nothing of a shard for a time, as where functions are throttled. */
  MAPPING_STALLED,
  /** An execution is stopped. */
  EXECUTION_STOPPED,
  /** A start by hand is done twice. */
  STARTED_TWICE,
  /** EventBridge delivers an alarm twice. */
  ALARM_TWICE,
  /** An alarm goes off although the Region serves. */
  FALSE_ALARM,
  /** A shard is split. */
  SPLIT,
  /** A shard is split while an epoch is opened. */
  SPLIT_WHILE_OPENING,
  /** Two shards are merged. */
  MERGE,
  /** An item of a global table comes late to the other replica. */
  COPY_LATE,
  /** A wall clock is wrong. */
  CLOCK_SKEW,
  /** Somebody else puts a record into the stream that is none of a producer's. */
  POISON_RECORD,
  /** The streams keep records for so short a time that a slow copy misses some. */
  TRIMMED,
  /** A change log drops what the active Region has acknowledged, although the standby lacks it. */
  LOG_TRIMMED;

  /** Its name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All of them. */
  public static Set<Fault> all() {
    return EnumSet.allOf(Fault.class);
  }
}
