package io.farshore.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Known wrong versions of the protocol, each a line away from the right one. They wrap what the
 * real code is given; that code itself is untouched.
 */
public enum Sabotage {
  /** The right version. */
  NONE,
  /** A batch is acknowledged when a control read fails. */
  FAIL_OPEN_ON_CONTROL_ERROR,
  /** A batch is acknowledged when the replicas disagree. */
  DISAGREEMENT_ACKNOWLEDGED,
  /** Whose epoch is in force is read before the batch, and kept for the next ones. */
  INACTIVE_FROM_CACHE,
  /** A batch of which only a prefix was copied is acknowledged whole. */
  ACK_AFTER_PARTIAL_FAILURE,
  /** A key's next record does not wait for the one before it, so that a failed one comes behind. */
  RETRY_FAILED_RECORDS_ONLY,
  /** A checkpoint that could not be written does not fail its batch. */
  FAILED_CHECKPOINT_ACKNOWLEDGED("docs/adr/0010-what-random-schedules-do-not-catch.md"),
  /** The fence is opened at once. */
  NO_FENCE_WAIT,
  /** A function's environment keeps its lease from one invocation to the next. */
  LEASE_CARRIED_OVER_INVOCATIONS,
  /** A lease counts from the answer, not from the start of the read. */
  LEASE_FROM_RESPONSE_TIME,
  /** A producer writes for as long as it has not heard of another epoch. */
  PRODUCER_WITHOUT_LEASE,
  /** W is the highest of the shards' watermarks. */
  WATERMARK_IS_MAX,
  /** A producer resumes behind W, not at it. */
  RESUME_EXCLUSIVE,
  /** Of two positions at one timestamp the first one found counts. */
  POSITION_KEPT_ON_TIES,
  /** With foreign producers W is the highest timestamp copied, less nothing. */
  WATERMARK_FROM_RECORDS_WITHOUT_LATENESS,
  /** A heartbeat says how far the log has come, not what was acknowledged. */
  HEARTBEAT_FROM_WALL_CLOCK,
  /** A heartbeat is taken before the records before it are acknowledged. */
  HEARTBEAT_OVERTAKES_RECORDS,
  /** A shard without this producer's watermark does not count. */
  SHARD_WITHOUT_THIS_PRODUCER_LEFT_OUT,
  /** Producers resume where they say they are. */
  RESUME_FROM_PRODUCERS_REPORTS,
  /** Children are not entered before their parents are retired. */
  UNSEEN_CHILD_SHARD_FORGOTTEN,
  /** Parents are retired before their children are entered. */
  PARENT_RETIRED_FIRST("docs/adr/0010-what-random-schedules-do-not-catch.md"),
  /** A shard that was entered by another one's batch does not look after its ancestors. */
  ANCESTORS_NOT_REPEATED,
  /** An epoch names no closed shards. */
  CLOSED_SHARD_TAKEN_FOR_BORN_LATER,
  /** The replicator copies what is before the marker, too. */
  NO_SKIP_TO_MARKER,
  /** An epoch names the shards as they are when it is activated. */
  SHARDS_NAMED_AT_ACTIVATION,
  /** An epoch that is still FENCING copies. */
  COPY_WHILE_FENCING,
  /** There is one item, the last writer wins. */
  ONE_ITEM_FOR_ALL_EPOCHS,
  /** A new epoch's number is one above the one in force. */
  EPOCH_NUMBER_PLUS_ONE_ONLY,
  /** An active epoch is opened again. */
  ACTIVATE_WITHOUT_CONDITION,
  /** An epoch is made although it is there. */
  FLIP_WITHOUT_CONDITION,
  /** A producer that was asked to drain waits for the end of it for ever. */
  DRAIN_WITHOUT_DEADLINE,
  /** A Region that takes itself for the active one does not look at what producers follow. */
  OWN_AND_ACTIVE_HIDES_LATER_EPOCH,
  /** The low watermark stays where it was when a producer follows an epoch. */
  WATERMARK_KEPT_ON_FOLLOW,
  /** A producer that follows an epoch in the same Region goes on where it was. */
  NO_REWIND_IN_SAME_REGION,
  /** What survives a restart is the watermark; the epoch is whatever is in force. */
  RESTART_WITH_WATERMARK_BUT_NOT_EPOCH,
  /** After a restart a producer goes back to a lower epoch. */
  LOWER_EPOCH_FOLLOWED,
  /** A retired shard does not count, whether its children have arrived or not. */
  RETIRED_TAKEN_AT_ITS_WORD,
  /** The mapping hands out a child shard before its parents. */
  CHILD_BEFORE_ITS_PARENTS,
  /** A Region that was active a moment ago does not wait for late requests. */
  LATE_REQUESTS_NOT_WAITED_FOR,
  /** The replicator reads its lease from its own Region's replica. */
  LEASE_FROM_THE_WRONG_REPLICA,
  /** A shard that was born later is skipped like one that was closed. */
  BORN_LATER_TAKEN_FOR_CLOSED,
  /** What is skipped is decided by the shard's checkpoint, not by the epoch's item. */
  SKIPPED_BY_THE_CHECKPOINT,
  /** A resume point by hand counts although it is above W. */
  BY_HAND_ABOVE_THE_WATERMARK,
  /** Of a shard's ancestors only its parents are retired. */
  PARENTS_ONLY_RETIRED,
  /** A shard of which records may be gone, or were given up, is copied on. */
  GAP_NOT_NOTICED,
  /** Nobody looks after an epoch that stays FENCING. */
  FENCE_WITHOUT_AN_OWNER_LEFT,
  /** A producer's report is one item, written in both Regions, and the last writer wins. */
  ONE_REPORT_FOR_BOTH_REGIONS,
  /** After a restart a producer takes the place where it is for where its log began. */
  START_NOT_KEPT,
  /** A producer whose log no longer reaches back starts at the oldest change that is there. */
  LOG_FROM_ITS_OLDEST;

  private final Optional<String> proof;

  Sabotage() {
    this.proof = Optional.empty();
  }

  Sabotage(String proof) {
    this.proof = Optional.of(proof);
  }

  /** The wrong versions: all but {@link #NONE}. */
  public static List<Sabotage> wrong() {
    return Arrays.stream(values()).filter(each -> each != NONE).toList();
  }

  /** Its name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Where it says why random schedules do not catch it; empty: they do, within 1,000 seeds. */
  public Optional<String> proof() {
    return proof;
  }
}
