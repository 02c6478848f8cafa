package io.farshore.verifier.judge;

import io.farshore.verifier.evidence.DumpedRecord;
import io.farshore.verifier.evidence.DumpedShard;
import io.farshore.verifier.evidence.Evidence;
import io.farshore.verifier.evidence.Run;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The evidence with what every judge needs of it, worked out once. */
final class Case {
  private final Evidence evidence;
  private final Changes changes;
  private final Epochs epochs;
  private final Epochs remaining;
  private final Reading.Shelf shelf;
  private final Set<String> late;
  private final Map<DumpedShard, List<Beat>> beats = new IdentityHashMap<>();
  private final Map<String, String> strangers = new HashMap<>();
  private final Map<String, Walk> walks = new TreeMap<>();
  private final Map<String, Arrivals> arrivals = new TreeMap<>();
  private Map<String, List<LateOne>> lateOnes;

  Case(Evidence evidence) {
    this.evidence = evidence;
    this.changes = new Changes(evidence);
    this.epochs = new Epochs(evidence.tables().values());
    this.remaining =
        new Epochs(
            evidence.tables().values().stream()
                .filter(replica -> !isLostAtEnd(replica.region()))
                .toList());
    this.shelf = new Reading.Shelf(changes);
    this.late = Set.copyOf(evidence.run().circumstances().late());
    evidence.run().circumstances().strangers().forEach(key -> strangers.put(key, ""));
    evidence
        .streams()
        .forEach(
            (region, stream) -> {
              Walk walk = new Walk(stream, this);
              walks.put(region, walk);
              arrivals.put(region, new Arrivals(changes, walk));
            });
  }

  Reading read(DumpedRecord dumped) {
    return shelf.of(dumped);
  }

  /** The heartbeats in a shard, copies included, in order. */
  List<Beat> heartbeats(DumpedShard shard) {
    return beats.computeIfAbsent(
        shard,
        unread ->
            shard.records().stream()
                .filter(dumped -> heartbeat(dumped) != null)
                .map(dumped -> new Beat(dumped, heartbeat(dumped)))
                .toList());
  }

  private Control.Heartbeat heartbeat(DumpedRecord dumped) {
    return read(dumped).control().orElse(null) instanceof Control.Heartbeat found ? found : null;
  }

  /** A heartbeat, and the record that holds it. */
  record Beat(DumpedRecord record, Control.Heartbeat heartbeat) {}

  /** Applied after its sender had given it up. */
  boolean isLate(String region, DumpedRecord dumped) {
    return !late.isEmpty() && late.contains(region + "/" + dumped.sequenceNumber());
  }

  /**
   * Equal to a record that had been applied late in the other Region's stream before: the epoch in
   * force there copies whatever lies behind its marker, a heartbeat of an earlier epoch, too.
   */
  boolean isCopyOfLate(String region, DumpedRecord dumped) {
    return !late.isEmpty()
        && lateOnes()
            .getOrDefault(dumped.partitionKey() + "/" + dumped.content(), List.of())
            .stream()
            .anyMatch(
                one ->
                    !one.region().equals(region)
                        && !one.record().arrivedAt().isAfter(dumped.arrivedAt()));
  }

  private Map<String, List<LateOne>> lateOnes() {
    if (lateOnes == null) {
      lateOnes =
          evidence.streams().values().stream()
              .flatMap(
                  stream ->
                      stream.shards().stream()
                          .flatMap(shard -> shard.records().stream())
                          .filter(dumped -> isLate(stream.region(), dumped))
                          .map(dumped -> new LateOne(stream.region(), dumped)))
              .collect(
                  Collectors.groupingBy(
                      one -> one.record().partitionKey() + "/" + one.record().content()));
    }
    return lateOnes;
  }

  /** A record that was applied late, and the Region that it lies in. */
  private record LateOne(String region, DumpedRecord record) {}

  /** Somebody else's, with the bytes of the first one of its key. */
  boolean isStrangers(DumpedRecord dumped) {
    String content = read(dumped).content();
    return strangers.containsKey(dumped.partitionKey())
        && content.equals(
            strangers.computeIfPresent(
                dumped.partitionKey(), (key, first) -> first.isEmpty() ? content : first));
  }

  Evidence evidence() {
    return evidence;
  }

  Run run() {
    return evidence.run();
  }

  Changes changes() {
    return changes;
  }

  Epochs epochs() {
    return epochs;
  }

  Map<String, Walk> walks() {
    return walks;
  }

  Map<String, Arrivals> arrivals() {
    return arrivals;
  }

  /**
   * The Region that is active at the end, by the tables of the Regions that are there at the end:
   * what only a lost one has heard counts for nobody.
   */
  Optional<String> finallyActive() {
    return remaining.lastActive().map(EpochItem::activeRegion).filter(walks::containsKey);
  }

  /** Whether the Region was lost, and did not return. */
  boolean isLostAtEnd(String region) {
    Instant end = run().times().endedAt();
    return run().faults().stream()
        .anyMatch(fault -> fault.lost(region, end == null ? Instant.MAX : end));
  }

  /** When the epoch was activated; an item without it counts as late as can be. */
  static Instant activation(EpochItem epoch) {
    return epoch.activatedAt() == null ? Instant.MAX : epoch.activatedAt();
  }
}
