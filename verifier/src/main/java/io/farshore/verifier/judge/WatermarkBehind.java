package io.farshore.verifier.judge;

import io.farshore.verifier.evidence.DumpedShard;
import io.farshore.verifier.evidence.RegionStream;
import io.farshore.verifier.evidence.RegionTables;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Judges D in four places: the resume points against the target's stream and against the
 * checkpoints, the checkpoints' low watermark against the target's stream, each watermark of a
 * checkpoint against the heartbeats that it can have come from, and each heartbeat against the
 * stream that it was written to.
 */
final class WatermarkBehind {
  private final Case given;
  private final Findings findings = new Findings();
  private int resumePoints;
  private int ledgers;
  private int taken;
  private long heartbeats;

  WatermarkBehind(Case given) {
    this.given = given;
  }

  Judgement judge() {
    given.epochs().activated().forEach(this::resumePoint);
    given.evidence().tables().values().forEach(this::replica);
    given.walks().values().forEach(walk -> heartbeats(walk.stream()));
    if (resumePoints + ledgers + taken + heartbeats == 0) {
      return Judgement.notJudged(Letter.D, "there is no watermark, checkpoint or heartbeat");
    }
    return findings.judge(
        Letter.D,
        String.format(
            "All below %s, %s computed anew from the checkpoints and %s was in the stream that it"
                + " speaks of; %s in checkpoints came from heartbeats at or before them.",
            Findings.count(resumePoints, "resume point", "resume points"),
            Findings.count(ledgers, "low watermark", "low watermarks"),
            Findings.count(heartbeats, "heartbeat", "heartbeats"),
            Findings.count(taken, "watermark", "watermarks")));
  }

  private void resumePoint(EpochItem epoch) {
    Arrivals target = given.arrivals().get(epoch.activeRegion());
    if (target == null) {
      return;
    }
    epoch
        .resumeFrom()
        .forEach(
            (producer, mark) -> {
              if (!mark.equals(Mark.START)) {
                resumePoints++;
                String what = "a change below the resume point of epoch " + epoch.number();
                inTarget(epoch.activeRegion(), producer, mark, Case.activation(epoch), what);
                notAboveLedger(epoch, producer, mark);
              }
            });
  }

  /** Only where the checkpoints still speak of the epoch that was left. */
  private void notAboveLedger(EpochItem epoch, String producer, Mark mark) {
    RegionTables replica = given.evidence().tables().get(epoch.activeRegion());
    List<EpochItem> before = given.epochs().activated().stream().filter(epoch::isAfter).toList();
    if (!before.isEmpty()
        && !before.get(before.size() - 1).activeRegion().equals(epoch.activeRegion())
        && before.stream().allMatch(left -> isAbove(mark, new Ledger(replica, left), producer))) {
      findings.add(
          "the resume point of epoch "
              + epoch.number()
              + " for "
              + producer
              + " is above the low watermark of the checkpoints",
          epoch.activeRegion());
    }
  }

  /**
   * Whether it is surely above what the checkpoints said of an epoch. It may have been read of any
   * that came before: of the last one whose opening the Region had heard.
   *
   * <p>They are asked for what they say at the end. That may be less than what they said when they
   * were read, where a function that stood still through the fence wrote one after: another
   * position at the same timestamp leaves the timestamp alone, and a heartbeat may have been
   * applied late, behind a later one.
   */
  private boolean isAbove(Mark mark, Ledger ledger, String producer) {
    if (!ledger.speaksOfEpoch()) {
      return false;
    }
    Mark low = ledger.lowWatermark(producer);
    boolean positionLost =
        low.position() == null
            && low.commitTimestamp() != null
            && low.commitTimestamp().equals(mark.commitTimestamp());
    return given.changes().below(producer, mark) > given.changes().below(producer, low)
        && !positionLost
        && !wasSaidLate(ledger.epoch(), producer, low);
  }

  private boolean wasSaidLate(EpochItem epoch, String producer, Mark low) {
    RegionStream source = given.evidence().streams().get(epoch.activeRegion());
    return source.shards().stream()
        .flatMap(shard -> given.heartbeats(shard).stream())
        .filter(beat -> given.isLate(source.region(), beat.record()))
        .map(Case.Beat::heartbeat)
        .anyMatch(
            heartbeat ->
                heartbeat.epoch() == epoch.number()
                    && heartbeat.producer().equals(producer)
                    && Objects.equals(
                        heartbeat.lowWatermark().commitTimestamp(), low.commitTimestamp()));
  }

  private void replica(RegionTables replica) {
    for (EpochItem epoch : given.epochs().activated()) {
      Ledger ledger = new Ledger(replica, epoch);
      if (epoch.activeRegion().equals(replica.region()) || !ledger.speaksOfEpoch()) {
        continue;
      }
      for (String producer : given.changes().byProducer().keySet()) {
        ledgers++;
        String what =
            "a change below the low watermark of the checkpoints of epoch " + epoch.number();
        inTarget(replica.region(), producer, ledger.lowWatermark(producer), latest(), what);
      }
    }
    Checkpoint.in(replica).stream()
        .filter(checkpoint -> !checkpoint.sourceRegion().equals(replica.region()))
        .forEach(checkpoint -> checkpoint(replica.region(), checkpoint));
  }

  private static Instant latest() {
    return Instant.MAX.minusSeconds(1);
  }

  private void checkpoint(String target, Checkpoint checkpoint) {
    RegionStream source = given.evidence().streams().get(checkpoint.sourceRegion());
    if (source == null || given.run().circumstances().watermarksFromRecords()) {
      return;
    }
    checkpoint
        .watermarks()
        .forEach(
            (producer, mark) -> {
              taken++;
              if (!mark.equals(Mark.START) && !cameFrom(source, checkpoint, producer, mark)) {
                findings.add(
                    new Violation(
                        "the watermark of " + producer + " in a checkpoint came from no heartbeat",
                        target,
                        checkpoint.shardId(),
                        Objects.toString(checkpoint.sequenceNumber(), null),
                        null,
                        null));
              }
            });
  }

  /** A child's item is made with its parent's watermarks. */
  private boolean cameFrom(RegionStream source, Checkpoint checkpoint, String producer, Mark mark) {
    Set<String> line = source.lineOf(checkpoint.shardId());
    for (DumpedShard shard : source.shards()) {
      boolean own = shard.shardId().equals(checkpoint.shardId());
      if (!line.contains(shard.shardId()) || own && checkpoint.sequenceNumber() == null) {
        continue;
      }
      for (Case.Beat beat : given.heartbeats(shard)) {
        Control.Heartbeat heartbeat = beat.heartbeat();
        boolean copied =
            !own || beat.record().sequenceNumber().compareTo(checkpoint.sequenceNumber()) <= 0;
        if (copied
            && heartbeat.producer().equals(producer)
            && heartbeat.epoch() == checkpoint.epoch()
            && heartbeat.lowWatermark().equals(mark)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Written straight into the active Region: all below was acknowledged there before. */
  private void heartbeats(RegionStream stream) {
    for (DumpedShard shard : stream.shards()) {
      for (Case.Beat beat : given.heartbeats(shard)) {
        Control.Heartbeat heartbeat = beat.heartbeat();
        if (direct(heartbeat, stream.region())) {
          heartbeats++;
          inTarget(
              stream.region(),
              heartbeat.producer(),
              heartbeat.lowWatermark(),
              beat.record().arrivedAt(),
              "a change below a heartbeat of epoch " + heartbeat.epoch());
        }
      }
    }
  }

  private boolean direct(Control.Heartbeat heartbeat, String region) {
    return given
        .epochs()
        .byNumber(heartbeat.epoch())
        .map(epoch -> epoch.activeRegion().equals(region))
        .orElse(false);
  }

  private void inTarget(String region, String producer, Mark mark, Instant by, String what) {
    given
        .arrivals()
        .get(region)
        .missingBelow(producer, mark, by)
        .ifPresent(
            change ->
                findings.add(
                    StreamJudges.missing(what + " was not there in time", region, change)));
  }
}
