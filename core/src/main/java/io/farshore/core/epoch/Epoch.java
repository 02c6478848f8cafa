package io.farshore.core.epoch;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One item of the active-Region table.
 *
 * @param id number and Region
 * @param phase how far it has come
 * @param shards of its Region, as listed at its opening; empty before {@link Phase#ACTIVE}
 * @param resumeFrom where each producer resumes; a producer that is not in it resumes where its log
 *     began
 * @param startedBy ARN of the execution, or the principal, that made it
 * @param reason why, in words, when given
 * @param createdAt when the item was made
 * @param fencedAt when it came into force
 * @param activatedAt when it was opened
 * @param deadline of {@link Phase#DRAINING}: past it the switchover is abandoned
 * @param drained true when it came out of a completed drain: nothing of the epoch before is
 *     unanswered
 */
public record Epoch(
    EpochId id,
    Phase phase,
    Map<String, NamedShard> shards,
    Map<ProducerId, Watermark> resumeFrom,
    String startedBy,
    Optional<String> reason,
    Instant createdAt,
    Optional<Instant> fencedAt,
    Optional<Instant> activatedAt,
    Optional<Instant> deadline,
    boolean drained) {

  /** Copies the maps. */
  public Epoch {
    shards = Map.copyOf(shards);
    resumeFrom = Map.copyOf(resumeFrom);
  }

  /** Its number, the fencing token. */
  public long number() {
    return id.number();
  }

  /** The Region that it activates. */
  public Region activeRegion() {
    return id.activeRegion();
  }

  /** A new epoch in force at once, in which nobody writes yet. */
  public static Epoch fencing(EpochId id, String startedBy, Optional<String> reason, Instant now) {
    return new Epoch(
        id,
        Phase.FENCING,
        Map.of(),
        Map.of(),
        startedBy,
        reason,
        now,
        Optional.of(now),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /** A new epoch that a switchover prepares. */
  public static Epoch draining(
      EpochId id, String startedBy, Optional<String> reason, Instant now, Instant deadline) {
    return new Epoch(
        id,
        Phase.DRAINING,
        Map.of(),
        Map.of(),
        startedBy,
        reason,
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.of(deadline),
        false);
  }

  /**
   * Taken from {@link Phase#DRAINING} into force.
   *
   * @param drained whether the drain was complete
   */
  public Epoch fenced(Instant at, boolean drained) {
    return in(Phase.FENCING, shards, resumeFrom, Optional.of(at), activatedAt, drained);
  }

  /** Prepared, and not made. */
  public Epoch abandoned() {
    return in(Phase.ABANDONED, shards, resumeFrom, fencedAt, activatedAt, drained);
  }

  /** Opened. */
  public Epoch activated(
      Map<String, NamedShard> shards, Map<ProducerId, Watermark> resumeFrom, Instant at) {
    return in(Phase.ACTIVE, shards, resumeFrom, fencedAt, Optional.of(at), drained);
  }

  private Epoch in(
      Phase next,
      Map<String, NamedShard> shards,
      Map<ProducerId, Watermark> resumeFrom,
      Optional<Instant> fencedAt,
      Optional<Instant> activatedAt,
      boolean drained) {
    return new Epoch(
        id,
        next,
        shards,
        resumeFrom,
        startedBy,
        reason,
        createdAt,
        fencedAt,
        activatedAt,
        deadline,
        drained);
  }
}
