package io.farshore.verifier.judge;

import io.farshore.verifier.evidence.DumpedRecord;
import io.farshore.verifier.evidence.DumpedShard;
import io.farshore.verifier.evidence.RegionStream;
import io.farshore.verifier.evidence.RegionTables;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Judges E: up to a checkpoint, from the marker of its epoch on, every record of the source shard,
 * heartbeats included, is in the target at least as often.
 */
final class CopiedBeforeAcknowledged {
  private final Case given;
  private final Findings findings = new Findings();
  private int checkpoints;
  private long records;

  CopiedBeforeAcknowledged(Case given) {
    this.given = given;
  }

  Judgement judge() {
    given.evidence().tables().values().forEach(this::replica);
    if (checkpoints == 0) {
      return anyCopy()
          ? Judgement.notJudged(Letter.E, "records were copied, and no shard has a checkpoint")
          : Judgement.notTested(Letter.E, "nothing was copied");
    }
    return findings.judge(
        Letter.E,
        Findings.count(records, "record", "records")
            + " at or below "
            + Findings.count(checkpoints, "checkpoint is", "checkpoints are all")
            + " in the target.");
  }

  /** A heartbeat that stands in another Region than its epoch's was copied there. */
  private boolean anyCopy() {
    return given.evidence().streams().values().stream()
        .anyMatch(
            stream ->
                stream.shards().stream()
                    .flatMap(shard -> shard.records().stream())
                    .anyMatch(dumped -> copied(dumped, stream.region())));
  }

  private boolean copied(DumpedRecord dumped, String region) {
    return given.read(dumped).control().orElse(null) instanceof Control.Heartbeat heartbeat
        && given
            .epochs()
            .byNumber(heartbeat.epoch())
            .filter(epoch -> !epoch.activeRegion().equals(region))
            .isPresent();
  }

  private void replica(RegionTables replica) {
    RegionStream target = given.evidence().streams().get(replica.region());
    Map<String, Integer> there = new HashMap<>();
    target.shards().stream()
        .flatMap(shard -> shard.records().stream())
        .forEach(dumped -> there.merge(identity(dumped), 1, Integer::sum));
    Checkpoint.in(replica).stream()
        .filter(checkpoint -> !checkpoint.sourceRegion().equals(replica.region()))
        .filter(checkpoint -> checkpoint.sequenceNumber() != null)
        .forEach(checkpoint -> checkpoint(replica.region(), checkpoint, there));
  }

  private void checkpoint(String target, Checkpoint checkpoint, Map<String, Integer> there) {
    checkpoints++;
    Optional<EpochItem> epoch = given.epochs().of(checkpoint.epoch(), checkpoint.sourceRegion());
    Optional<DumpedShard> source = source(checkpoint);
    if (epoch.isEmpty()) {
      findings.add(at("a checkpoint of no epoch of its source", target, checkpoint, null));
      return;
    }
    Map<String, BigInteger> named = epoch.get().shards();
    BigInteger marker = named.get(checkpoint.shardId());
    boolean closed = named.containsKey(checkpoint.shardId()) && marker == null;
    if (source.isEmpty() || closed) {
      return;
    }
    Map<String, Integer> needed = new HashMap<>();
    for (DumpedRecord dumped : source.get().records()) {
      boolean skipped = marker != null && dumped.sequenceNumber().compareTo(marker) <= 0;
      boolean later = dumped.sequenceNumber().compareTo(checkpoint.sequenceNumber()) > 0;
      if (!skipped && !later) {
        records++;
        int copies = needed.merge(identity(dumped), 1, Integer::sum);
        if (there.getOrDefault(identity(dumped), 0) < copies) {
          findings.add(at("a record below a checkpoint is missing", target, checkpoint, dumped));
        }
      }
    }
  }

  private Optional<DumpedShard> source(Checkpoint checkpoint) {
    return Optional.ofNullable(given.evidence().streams().get(checkpoint.sourceRegion()))
        .flatMap(
            stream ->
                stream.shards().stream()
                    .filter(shard -> shard.shardId().equals(checkpoint.shardId()))
                    .findFirst());
  }

  private String identity(DumpedRecord dumped) {
    return dumped.partitionKey() + '\n' + given.read(dumped).content();
  }

  private Violation at(String what, String target, Checkpoint checkpoint, DumpedRecord dumped) {
    var changes =
        dumped == null
            ? java.util.List.<io.farshore.verifier.evidence.Change>of()
            : given.read(dumped).changes();
    return new Violation(
        what,
        target,
        checkpoint.sourceRegion() + "/" + checkpoint.shardId(),
        (dumped == null ? checkpoint.sequenceNumber() : dumped.sequenceNumber()).toString(),
        changes.isEmpty() ? null : changes.get(0).key(),
        changes.isEmpty() ? null : Walk.position(changes.get(0)));
  }
}
