package io.farshore.verifier.judge;

import io.farshore.verifier.evidence.Change;
import io.farshore.verifier.evidence.DumpedRecord;
import io.farshore.verifier.evidence.DumpedShard;
import io.farshore.verifier.evidence.RegionStream;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges C. A record does not name its writer, but two things tell of one of an earlier epoch: the
 * epoch in a heartbeat, and a change below the place that every later epoch resumed from.
 */
final class OneEpochAtATime {
  private final Case given;
  private final Findings findings = new Findings();
  private final Map<String, Map<Long, Integer>> bounds = new HashMap<>();
  private long markers;
  private long heartbeats;
  private long changesAfter;

  OneEpochAtATime(Case given) {
    this.given = given;
  }

  Judgement judge() {
    given.walks().values().forEach(walk -> stream(walk.stream()));
    given.epochs().activated().forEach(this::namedMarkersExist);
    if (markers == 0 && findings.count() == 0) {
      return Judgement.notJudged(Letter.C, "no epoch's marker is in any stream");
    }
    return findings.judge(
        Letter.C,
        String.format(
            Locale.ROOT,
            "Behind %,d markers there are %,d heartbeats, none of an earlier epoch, and %,d changes,"
                + " none from before the place that its epoch resumed from.",
            markers,
            heartbeats,
            changesAfter));
  }

  private void stream(RegionStream stream) {
    Map<String, Long> atEnd = new HashMap<>();
    for (DumpedShard shard : stream.byLineage()) {
      long floor = bornAfter(stream, shard);
      for (String parent : shard.parentShardIds()) {
        floor = Math.max(floor, atEnd.getOrDefault(parent, 0L));
      }
      for (DumpedRecord dumped : shard.records()) {
        floor = record(stream.region(), shard, floor, dumped);
      }
      atEnd.put(shard.shardId(), floor);
    }
  }

  private long record(String region, DumpedShard shard, long floor, DumpedRecord dumped) {
    if (given.isLate(region, dumped) || given.isCopyOfLate(region, dumped)) {
      return floor;
    }
    List<Change> changes = given.read(dumped).changes();
    if (!changes.isEmpty()) {
      if (floor > 0) {
        changesAfter++;
        change(region, shard, floor, dumped, changes);
      }
      return floor;
    }
    Optional<Control> control = given.read(dumped).control();
    if (control.isPresent()
        && control.get() instanceof Control.Marker marker
        && marker.region().equals(region)) {
      markers++;
      if (marker.epoch() < floor) {
        findings.add(
            at("a marker of epoch " + marker.epoch() + after(floor), region, shard, dumped));
      }
      return Math.max(floor, marker.epoch());
    }
    if (control.isPresent() && control.get() instanceof Control.Heartbeat heartbeat) {
      heartbeat(region, shard, floor, dumped, heartbeat);
    }
    return floor;
  }

  private void heartbeat(
      String region,
      DumpedShard shard,
      long floor,
      DumpedRecord dumped,
      Control.Heartbeat heartbeat) {
    if (floor > 0) {
      heartbeats++;
    }
    if (heartbeat.epoch() < floor) {
      findings.add(
          at("a heartbeat of epoch " + heartbeat.epoch() + after(floor), region, shard, dumped));
    }
    boolean direct =
        given
            .epochs()
            .byNumber(heartbeat.epoch())
            .map(epoch -> epoch.activeRegion().equals(region))
            .orElse(false);
    if (direct && heartbeat.epoch() > floor) {
      findings.add(
          at(
              "a heartbeat of epoch " + heartbeat.epoch() + " before its marker",
              region,
              shard,
              dumped));
    }
  }

  private void change(
      String region, DumpedShard shard, long floor, DumpedRecord dumped, List<Change> candidates) {
    boolean possible =
        candidates.stream()
            .anyMatch(change -> change.index() >= resumedFrom(change.producer(), floor));
    if (!possible) {
      Change change = candidates.get(0);
      findings.add(
          new Violation(
              "a change from before the resume point" + after(floor),
              region,
              shard.shardId(),
              dumped.sequenceNumber().toString(),
              change.key(),
              Walk.position(change)));
    }
  }

  /** The lowest place that any epoch from {@code floor} on resumed from. */
  private int resumedFrom(String producer, long floor) {
    return bounds
        .computeIfAbsent(producer, unknown -> new HashMap<>())
        .computeIfAbsent(
            floor,
            from ->
                given.epochs().activated().stream()
                    .filter(epoch -> epoch.number() >= from)
                    .mapToInt(
                        epoch ->
                            given
                                .changes()
                                .below(
                                    producer,
                                    epoch.resumeFrom().getOrDefault(producer, Mark.START)))
                    .min()
                    .orElse(0));
  }

  /** The latest epoch of this Region whose listing knew an ancestor of the shard, but not it. */
  private long bornAfter(RegionStream stream, DumpedShard shard) {
    Set<String> ancestors = new HashSet<>(stream.lineOf(shard.shardId()));
    ancestors.remove(shard.shardId());
    return given.epochs().activated().stream()
        .filter(epoch -> epoch.activeRegion().equals(stream.region()))
        .filter(epoch -> !epoch.shards().containsKey(shard.shardId()))
        .filter(epoch -> epoch.shards().keySet().stream().anyMatch(ancestors::contains))
        .mapToLong(EpochItem::number)
        .max()
        .orElse(0);
  }

  private void namedMarkersExist(EpochItem epoch) {
    RegionStream stream = given.evidence().streams().get(epoch.activeRegion());
    if (stream == null) {
      return;
    }
    epoch
        .shards()
        .forEach(
            (shardId, marker) -> {
              if (marker != null && !isMarker(stream, shardId, marker, epoch.number())) {
                findings.add(
                    new Violation(
                        "the marker that epoch " + epoch.number() + " names is not there",
                        epoch.activeRegion(),
                        shardId,
                        marker.toString(),
                        null,
                        null));
              }
            });
  }

  private boolean isMarker(
      RegionStream stream, String shardId, BigInteger sequenceNumber, long epoch) {
    return stream.shards().stream()
        .filter(shard -> shard.shardId().equals(shardId))
        .flatMap(shard -> shard.records().stream())
        .filter(dumped -> dumped.sequenceNumber().equals(sequenceNumber))
        .flatMap(dumped -> given.read(dumped).control().stream())
        .anyMatch(control -> control instanceof Control.Marker marker && marker.epoch() == epoch);
  }

  private static String after(long floor) {
    return " after the marker of epoch " + floor;
  }

  private static Violation at(String what, String region, DumpedShard shard, DumpedRecord dumped) {
    return new Violation(
        what, region, shard.shardId(), dumped.sequenceNumber().toString(), null, null);
  }
}
